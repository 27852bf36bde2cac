"""What may be said of how a delimited file is written; light, for the command line reads it."""

ISO, FRENCH = "aaaa-mm-jj", "jj/mm/aaaa"
UTF8, UTF8_BOM, WINDOWS = "utf-8", "utf-8-bom", "windows-1252"

SEPARATORS = {";": ";", ",": ",", "tab": "\t", "|": "|"}
DECIMALS = (",", ".")
DATES = (ISO, FRENCH)
ENCODINGS = (UTF8, UTF8_BOM, WINDOWS)
