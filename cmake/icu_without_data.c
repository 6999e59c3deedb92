// Stands in for libicudata, 31 MB of tables, in the static program. libxml2 would convert encodings by them that it does not know itself,
// and rockpool reads UTF-8 and UTF-16 alone. ICU finds no data in it and refuses every converter.
#include <unicode/utypes.h>

#define HEADER_BYTES 64

// ICU reads a header where this begins, and takes nothing of it without the two magic bytes of one.
_Alignas(16) const char U_ICUDATA_ENTRY_POINT[HEADER_BYTES] = {0};
