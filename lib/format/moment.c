#include "format/moment.h"

#include <stdio.h>
#include <time.h>

#include "doc/letter.h"

#define ZONE_MINUTES (7 * 60) /* Vietnam, all year */
#define AFTER_MAX 6	      /* bytes between a date and its time */
#define BEFORE_MAX 40 /* … when the time comes first, with a weekday */

static bool is_digit_at(struct vb_str s, size_t at)
{
	return at < s.len && vb_letter_is_digit(s.ptr[at]);
}

/* One or two digits at `at` into `*out`; how many. */
static size_t two_digits(int *out, struct vb_str s, size_t at)
{
	size_t n = 0;

	for (*out = 0; n < 2 && is_digit_at(s, at + n); n++)
		*out = *out * 10 + (s.ptr[at + n] - '0');
	return is_digit_at(s, at + n) ? 0 : n;
}

static size_t skip_spaces(struct vb_str s, size_t at)
{
	while (at < s.len && s.ptr[at] == ' ')
		at++;
	return at;
}

static bool word_at(struct vb_str s, size_t at, const char *word)
{
	return vb_str_starts(vb_str_skip(s, at), vb_str_from(word)) &&
	       !vb_letter_is((unsigned char)(at + strlen(word) < s.len ?
						     s.ptr[at + strlen(word)] :
						     0));
}

/* AM, PM and their Vietnamese shorts (sáng, chiều) after the time at `at`. */
static size_t half_of_day(struct vb_moment *m, struct vb_str s, size_t at)
{
	static const struct {
		const char *word;
		bool late;
	} halves[] = {
		{ "AM", false }, { "am", false }, { "SA", false },
		{ "PM", true },	 { "pm", true },  { "CH", true },
	};
	size_t word = skip_spaces(s, at);

	for (size_t i = 0; i < sizeof(halves) / sizeof(halves[0]); i++) {
		if (!word_at(s, word, halves[i].word) || m->hour > 12)
			continue;
		m->hour = m->hour % 12 + (halves[i].late ? 12 : 0);
		return word + strlen(halves[i].word);
	}
	return at;
}

/* "Z", "+07:00", "GMT+7" at `at`; the minutes east, and the end. */
static size_t zone(int *minutes, struct vb_str s, size_t at)
{
	size_t from = skip_spaces(s, at), n;
	int hours, rest = 0, sign;

	*minutes = ZONE_MINUTES;
	if (from == at && word_at(s, at, "Z")) {
		*minutes = 0;
		return at + 1;
	}
	if (vb_str_starts(vb_str_skip(s, from), VB_STR("GMT")))
		from = skip_spaces(s, from + 3);
	else if (from != at)
		return at; /* " - 18" is no zone */
	if (from >= s.len || (s.ptr[from] != '+' && s.ptr[from] != '-'))
		return at;
	sign = s.ptr[from++] == '-' ? -1 : 1;
	n = two_digits(&hours, s, from);
	if (!n && from + 4 <= s.len) { /* "+0700" */
		n = two_digits(&hours, vb_str_sub(s, 0, from + 2), from);
		two_digits(&rest, s, from + 2);
		n += 2;
	} else if (n && from + n < s.len && s.ptr[from + n] == ':') {
		n += 1 + two_digits(&rest, s, from + n + 1);
	}
	if (!n || hours > 14 || rest > 59)
		return at;
	*minutes = sign * (hours * 60 + rest);
	return from + n;
}

/* "09:02:25 AM", "8h30", "08 giờ 30" at `at`; the end, or 0. */
static size_t time_at(struct vb_moment *m, struct vb_str s, size_t at)
{
	size_t n = two_digits(&m->hour, s, at);
	static const char *const seps[] = { ":", "h", "g", " giờ " };

	m->second = -1;
	at += n;
	if (!n)
		return 0;
	for (size_t i = 0; i < sizeof(seps) / sizeof(seps[0]); i++) {
		struct vb_str sep = vb_str_from(seps[i]);

		if (!vb_str_starts(vb_str_skip(s, at), sep))
			continue;
		n = two_digits(&m->minute, s, at + sep.len);
		at += sep.len + n;
		if (n != 2 || m->hour > 23 || m->minute > 59)
			return 0;
		if (at < s.len && s.ptr[at] == ':' &&
		    two_digits(&m->second, s, at + 1) == 2 && m->second < 60)
			at += 3;
		else
			m->second = -1;
		return half_of_day(m, s, at);
	}
	return 0;
}

/* Past the fraction of a second: ".123". */
static size_t skip_fraction(struct vb_str s, size_t at)
{
	if (at < s.len && s.ptr[at] == '.' && is_digit_at(s, at + 1))
		for (at++; is_digit_at(s, at);)
			at++;
	return at;
}

/* A moment of `minutes` east becomes Vietnam's. */
static void to_vietnam(struct vb_moment *m, int minutes)
{
	struct tm tm = { .tm_year = m->date.year - 1900,
			 .tm_mon = m->date.month - 1,
			 .tm_mday = m->date.day,
			 .tm_hour = m->hour,
			 .tm_min = m->minute + ZONE_MINUTES - minutes };
	time_t t = timegm(&tm);

	if (minutes == ZONE_MINUTES || !gmtime_r(&t, &tm))
		return;
	m->date.year = tm.tm_year + 1900;
	m->date.month = tm.tm_mon + 1;
	m->date.day = tm.tm_mday;
	m->hour = tm.tm_hour;
	m->minute = tm.tm_min;
}

static bool time_after(struct vb_moment *m, struct vb_str s)
{
	size_t at = m->date.to, end;
	int minutes;

	while (at < s.len && at - m->date.to < AFTER_MAX &&
	       strchr(" |-,T()\t", s.ptr[at]))
		at++;
	end = at > m->date.to ? time_at(m, s, at) : 0;
	if (!end)
		return false;
	end = zone(&minutes, s, skip_fraction(s, end));
	to_vietnam(m, minutes);
	m->to = end;
	return true;
}

static bool time_before(struct vb_moment *m, struct vb_str s, size_t from)
{
	size_t at = m->date.from, end;

	if (at - from > BEFORE_MAX)
		from = at - BEFORE_MAX;
	for (size_t i = from; i < at; i++) {
		struct vb_moment found = *m;

		if (!is_digit_at(s, i) || (i && is_digit_at(s, i - 1)))
			continue;
		end = time_at(&found, vb_str_sub(s, 0, at), i);
		if (!end)
			continue;
		*m = found;
		return true;
	}
	return false;
}

bool vb_moment_find(struct vb_moment *out, struct vb_str s, size_t from)
{
	struct vb_moment m = { .date = { .to = from } };

	do {
		if (!vb_date_find(&m.date, s, m.date.to))
			return false;
	} while (!m.date.year || !m.date.day);
	m.to = m.date.to;
	if (!time_after(&m, s) && !time_before(&m, s, from))
		m.hour = -1;
	*out = m;
	return true;
}

void vb_moment_format(char out[VB_MOMENT_TEXT], const struct vb_moment *m)
{
	char date[VB_DATE_TEXT];

	vb_date_format(date, &m->date);
	if (m->hour < 0)
		snprintf(out, VB_MOMENT_TEXT, "%.10s", date);
	else if (m->second < 0)
		snprintf(out, VB_MOMENT_TEXT, "%.10sT%02u:%02u+07:00", date,
			 (unsigned)m->hour % 24, (unsigned)m->minute % 60);
	else
		snprintf(out, VB_MOMENT_TEXT, "%.10sT%02u:%02u:%02u+07:00",
			 date, (unsigned)m->hour % 24, (unsigned)m->minute % 60,
			 (unsigned)m->second % 60);
}
