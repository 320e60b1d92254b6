"""Endings, prefixes and British spellings by which a word is found in the word list, with the affix flags that allow them."""

from __future__ import annotations

ENDINGS = (
    ("ies", "y", "S"), ("ied", "y", "D"), ("ier", "y", "R"), ("iest", "y", "T"), ("ily", "y", "Y"), ("iness", "y", "P"),
    ("es", "", "S"), ("s", "", "S"), ("ing", "", "G"), ("ing", "e", "G"), ("ings", "", "J"), ("ings", "e", "J"),
    ("ed", "", "D"), ("ed", "e", "D"), ("er", "", "R"), ("er", "e", "R"), ("ers", "", "Z"), ("ers", "e", "Z"),
    ("est", "", "T"), ("est", "e", "T"), ("ly", "", "Y"), ("ly", "le", "Y"), ("ness", "", "P"), ("ment", "", "L"),
    ("ments", "", "L"), ("able", "", "B"), ("able", "e", "B"), ("ation", "e", "N"), ("ations", "e", "X"), ("ally", "al", "Y"),
    ("ion", "e", "N"), ("ions", "e", "X"), ("ication", "y", "N"), ("ications", "y", "X"), ("en", "", "N"), ("ens", "", "X"),
    ("less", "", ""), ("ful", "", ""), ("ity", "", ""), ("ity", "e", ""), ("ability", "able", ""), ("like", "", ""),
    ("ship", "", ""), ("wards", "", ""), ("hood", "", ""),
)  # fmt: skip
"""Ending, what it replaces, and the affix flag of the word list that allows it ("" needs none)."""
PREFIXES = (
    "un",
    "re",
    "non",
    "pre",
    "anti",
    "multi",
    "inter",
    "over",
    "under",
    "mis",
    "dis",
    "co",
    "sub",
    "self",
    "out",
)
FLAGGED_PREFIXES = (("in", "I"), ("de", "C"), ("con", "F"), ("pro", "K"))
"""Prefixes that few words take, each with the affix flag of the word list that allows it."""
BRITISH = (
    ("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized"), ("iser", "izer"),
    ("yse", "yze"), ("ysing", "yzing"), ("ysed", "yzed"), ("our", "or"), ("aem", "em"), ("paed", "ped"),
    ("oed", "ed"), ("aes", "es"), ("aec", "ec"), ("gynae", "gyne"), ("centre", "center"), ("metre", "meter"), ("litre", "liter"),
    ("theatre", "theater"), ("ogue", "og"), ("programme", "program"), ("lled", "led"), ("lling", "ling"),
    ("ller", "ler"), ("lment", "llment"), ("lfil", "lfill"), ("defence", "defense"), ("offence", "offense"),
    ("licence", "license"), ("practise", "practice"), ("cheque", "check"), ("oe", "e"), ("ae", "e"),
    ("mould", "mold"), ("tyre", "tire"), ("grey", "gray"), ("jewellery", "jewelry"), ("sceptic", "skeptic"),
    ("plough", "plow"), ("pyjama", "pajama"), ("aluminium", "aluminum"), ("skilful", "skillful"), ("fibre", "fiber"),
)  # fmt: skip
