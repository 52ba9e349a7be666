#include "text/keys_search.h"

/*
 * English words of letters that are also Telex for a syllable in use, and so
 * say little: "car" is cả, "these" thế, "congo" công. Chosen by hand; sorted.
 * Left out are those that hardly stand in a query of official documents, but
 * as Telex often do: cos (có), tir (tỉ), quas (quá). Three formulas are VNI.
 */
static const char english[][8] = {
	"air",	 "arm",	   "as",     "bangs", "bans",  "bar",	"bats",
	"bays",	 "bee",	   "beef",   "been",  "beeps", "beer",	"bees",
	"best",	 "bets",   "bias",   "bits",  "biz",   "bongo", "bons",
	"boo",	 "boom",   "boon",   "boost", "boots", "bow",	"bows",
	"buns",	 "bus",	   "buts",   "cans",  "caps",  "car",	"cast",
	"cats",	 "chair",  "chaos",  "char",  "chats", "chef",	"chest",
	"chins", "chips",  "chops",  "chor",  "chose", "chow",	"chums",
	"co2",	 "cocos",  "coir",   "congo", "coo",   "coops", "cops",
	"cosmo", "cost",   "cots",   "cow",   "cows",  "cups",	"cur",
	"cusp",	 "cuts",   "dad",    "dads",  "dams",  "ddos",	"deed",
	"def",	 "dense",  "did",    "dis",   "dod",   "dodo",	"dos",
	"dow",	 "down",   "dud",    "eps",   "ere",   "gaps",	"gas",
	"gasp",	 "gif",	   "gis",    "goo",   "goof",  "goon",	"gust",
	"guts",	 "hair",   "hams",   "hangs", "hans",  "has",	"hast",
	"hats",	 "hero",   "his",    "hits",  "homo",  "hoof",	"host",
	"hots",	 "hows",   "huts",   "if",    "ir",    "is",	"its",
	"kens",	 "kits",   "lair",   "lama",  "lans",  "laos",	"last",
	"lawn",	 "lax",	   "lays",   "lee",   "leer",  "lens",	"lest",
	"lets",	 "lips",   "lisp",   "list",  "longs", "loo",	"loon",
	"loops", "loots",  "lose",   "lost",  "lots",  "low",	"lows",
	"lungs", "lust",   "lux",    "macs",  "mama",  "mar",	"mast",
	"mats",	 "max",	   "maya",   "mets",  "mis",   "mist",	"mix",
	"mono",	 "moo",	   "moon",   "moor",  "mops",  "motos", "mow",
	"mows",	 "mus",	   "must",   "nest",  "nets",  "nits",	"no2",
	"noon",	 "now",	   "nuts",   "oaf",   "oops",  "os",	"ow",
	"own",	 "pharma", "photos", "pow",   "queen", "quest", "quiz",
	"raj",	 "rams",   "rats",   "reef",  "ref",   "rest",	"rex",
	"roo",	 "roof",   "room",   "roost", "roots", "rots",	"row",
	"rows",	 "rums",   "rust",   "ruts",  "sams",  "see",	"sense",
	"sets",	 "sex",	   "sins",   "sir",   "sits",  "six",	"so2",
	"songs", "sos",	   "sow",    "suns",  "sus",   "taj",	"tangs",
	"tans",	 "taps",   "tar",    "tax",   "tee",   "teen",	"test",
	"thais", "thar",   "thee",   "there", "these", "this",	"thor",
	"thus",	 "tims",   "tins",   "tips",  "tits",  "toes",	"toms",
	"too",	 "toon",   "toons",  "tops",  "tots",  "tow",	"tows",
	"trams", "trans",  "traps",  "trow",  "trust", "ups",	"ur",
	"usa",	 "vans",   "var",    "vast",  "vats",  "vest",	"vets",
	"vex",	 "vias",   "vis",    "visa",  "vow",   "vows",	"vox",
	"was",	 "won",	   "xor",
};

bool vb_keys_is_english(struct vb_str word)
{
	size_t from = 0, to = sizeof(english) / sizeof(english[0]);
	char lower[8];

	if (word.len >= sizeof(lower))
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = vb_ascii_lower(word.ptr[i]);
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int order = vb_str_cmp(vb_str_of(lower, word.len),
				       vb_str_from(english[mid]));

		if (!order)
			return true;
		if (order < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return false;
}
