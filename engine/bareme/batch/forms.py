"""What may be said of how a delimited file is written; light, for the command line reads it."""

from bareme.translation import N_

ISO, FRENCH = N_("aaaa-mm-jj"), N_("jj/mm/aaaa")
UTF8, UTF8_BOM, WINDOWS = "utf-8", "utf-8-bom", "windows-1252"

SEPARATORS = {";": ";", ",": ",", "tab": "\t", "|": "|"}
DECIMALS = (",", ".")
DATES = {ISO: ISO, FRENCH: FRENCH, "yyyy-mm-dd": ISO, "dd/mm/yyyy": FRENCH}
ENCODINGS = (UTF8, UTF8_BOM, WINDOWS)
