"""What a good line should look like, told apart from lib/text.

canonical() is the reference of this bench: NFC with the marks in order, plain
spaces, no invisible characters, tones where hòa, thúy, ủy have them. It shares
no code with the library, only the lists in data/syllable.
"""
import functools
import os
import re
import unicodedata

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                    '..', '..', 'data')
TONES = '\u0300\u0301\u0303\u0309\u0323'
SHAPES = '\u0302\u0306\u031b'
SPACES = '\u00a0\u202f\u3000' + ''.join(map(chr, range(0x2000, 0x200b)))
GONE = ('\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u007f'
        + ''.join(map(chr, range(0x202a, 0x202f)))
        + ''.join(chr(c) for c in range(32) if c != 9))
PLAIN = {ord(c): ' ' for c in SPACES} | {ord(c): None for c in GONE}
VOWELS = 'aeiouyăâêôơư'
LETTERS = 'a-zA-ZÀ-ÖØ-öø-ʯ\u1e00-\u1eff\u0300-\u036f'
WORD = re.compile('[%s]+' % LETTERS)
# Words in these stay as they are, like words beside a digit.
ADDRESS = re.compile(r'\S*(?:://|www\.|@)\S*')
# A tone typed before the circumflex, breve or horn of the same vowel.
DISORDER = re.compile('([aeiouyAEIOUY])([%s]+)([%s]+)' % (TONES, SHAPES))


def read_first_column(name):
    path = os.path.join(DATA, 'syllable', name)
    with open(path, encoding='utf-8') as f:
        return [l.split()[0] for l in f if l.strip() and l[0] != '#']


ONSETS = sorted(read_first_column('onsets.txt'), key=len, reverse=True) + ['']
RHYMES = frozenset(read_first_column('rhymes.txt'))
HUNSPELL = '/usr/share/hunspell/vi_VN.dic'


def spelled_right(onset, rhyme):
    """The spelling rules: may onset stand before rhyme?"""
    front = rhyme[0] in 'eêiy'
    if onset in ('k', 'gh', 'ngh'):
        return front
    if onset in ('c', 'g', 'ng'):
        return not front
    if rhyme[0] == 'y' and rhyme != 'y':
        return onset in ('', 'qu')
    return True


def parse(base):
    """(onset, rhyme) of a toneless lower-case syllable, or None."""
    if re.fullmatch('gi(n|p|ch)?', base):   # gì, gìn, gịp, gích
        return 'g', base[1:]
    if base.startswith('giê'):              # giếng is gi + iêng
        return ('gi', base[2:]) if 'i' + base[2:] in RHYMES else None
    for onset in ONSETS:
        rhyme = base[len(onset):]
        if base.startswith(onset) and rhyme in RHYMES \
                and spelled_right(onset, rhyme):
            return onset, rhyme
    return None


def without_tones(word):
    """(bare letters in NFC, the tones) of a word, one letter each."""
    letters, tones = [], ''
    for c in word:
        parts = unicodedata.normalize('NFD', c)
        tones += ''.join(m for m in parts if m in TONES)
        bare = ''.join(m for m in parts if m not in TONES)
        letters.append(unicodedata.normalize('NFC', bare))
    return letters, tones


def read_attested():
    """Toneless syllables in use: ours, and the dictionary's if installed."""
    words = read_first_column('attested.txt')
    if os.path.exists(HUNSPELL):
        with open(HUNSPELL, encoding='utf-8') as f:
            words += [l.split('/')[0].strip().lower() for l in f]
    bases = {''.join(without_tones(w)[0]) for w in words}
    return frozenset(b for b in bases if b and parse(b))


def tone_place(rhyme):
    """Index of the letter of the rhyme that carries the tone."""
    vowels = [i for i, c in enumerate(rhyme) if c in VOWELS]
    strong = [i for i in vowels if rhyme[i] in 'ăâêôơư']
    if strong:
        return strong[-1]
    if len(vowels) == 3 or len(vowels) == 2 and len(vowels) < len(rhyme):
        return vowels[1]
    return vowels[0]


ATTESTED = read_attested()


@functools.lru_cache(maxsize=None)
def place_tone(word):
    """Move the tone of one NFC word to its canonical letter."""
    letters, tones = without_tones(word)
    base = ''.join(letters).lower()
    if len(tones) != 1 or len(base) != len(letters) or base not in ATTESTED:
        return word
    found = parse(base)
    at = len(base) - len(found[1]) + tone_place(found[1])
    letters[at] = unicodedata.normalize('NFC', letters[at] + tones)
    return ''.join(letters)


def place_tones(text):
    """As place_tone for each word of a text, but not in an address."""
    kept = [m.span() for m in ADDRESS.finditer(text)]

    def word(m):
        start, end = m.span()
        beside = text[max(start - 1, 0):start] + text[end:end + 1]
        if any(c.isdigit() for c in beside) \
                or any(a <= start < b for a, b in kept):
            return m.group()
        return place_tone(m.group())

    return WORD.sub(word, text)


def replace_eth(m):
    """Ð ð Ɖ ɖ are Đ đ where a syllable or an abbreviation comes out."""
    word = m.group()
    if not any(c in word for c in 'ÐðƉɖ'):
        return word
    other = word.translate({0xd0: 'Đ', 0x189: 'Đ', 0xf0: 'đ', 0x256: 'đ'})
    base = ''.join(without_tones(other)[0]).lower()
    return other if base in ATTESTED or other.isupper() else word


def canonical(text):
    """The reference: see the head of this file."""
    text = unicodedata.normalize('NFD', text.translate(PLAIN))
    text = DISORDER.sub(r'\1\3\2', text)
    text = unicodedata.normalize('NFC', text)
    return place_tones(WORD.sub(replace_eth, text))
