// Stands in for ICU, and for parts of libxml2 itself, in the static program, which so is 31 MB of tables and 440 kB of code smaller. libxml2
// would convert encodings by ICU that it does not know itself, and rockpool reads UTF-8 and UTF-16 alone: every other converter is refused
// here, as ICU refuses them without its tables, and so the functions behind ucnv_open are never reached.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

UConverter* ucnv_open(const char* name, UErrorCode* error) {
  (void)name;
  *error = U_FILE_ACCESS_ERROR;
  return NULL;
}

void ucnv_close(UConverter* converter) { (void)converter; }

void ucnv_setToUCallBack(UConverter* converter, UConverterToUCallback action, const void* context, UConverterToUCallback* old_action,
                         const void** old_context, UErrorCode* error) {
  (void)converter, (void)action, (void)context, (void)old_action, (void)old_context, (void)error;
  abort();
}

void ucnv_setFromUCallBack(UConverter* converter, UConverterFromUCallback action, const void* context, UConverterFromUCallback* old_action,
                           const void** old_context, UErrorCode* error) {
  (void)converter, (void)action, (void)context, (void)old_action, (void)old_context, (void)error;
  abort();
}

// Their addresses are given to the functions above.
void UCNV_TO_U_CALLBACK_STOP(const void* context, UConverterToUnicodeArgs* arguments, const char* units, int32_t length,
                             UConverterCallbackReason reason, UErrorCode* error) {
  (void)context, (void)arguments, (void)units, (void)length, (void)reason, (void)error;
  abort();
}

void UCNV_FROM_U_CALLBACK_STOP(const void* context, UConverterFromUnicodeArgs* arguments, const UChar* units, int32_t length,
                               UChar32 code_point, UConverterCallbackReason reason, UErrorCode* error) {
  (void)context, (void)arguments, (void)units, (void)length, (void)code_point, (void)reason, (void)error;
  abort();
}

void ucnv_convertEx(UConverter* to, UConverter* from, char** target, const char* target_end, const char** source, const char* source_end,
                    UChar* pivot_begin, UChar** pivot_source, UChar** pivot_target, const UChar* pivot_end, UBool reset, UBool flush,
                    UErrorCode* error) {
  (void)to, (void)from, (void)target, (void)target_end, (void)source, (void)source_end, (void)pivot_begin, (void)pivot_source;
  (void)pivot_target, (void)pivot_end, (void)reset, (void)flush, (void)error;
  abort();
}

// Of schemas libxml2 is only ever asked to clean up, and of its shell to print an XPath expression while somebody looks for faults in it.
// It brings half a megabyte along for that.
void xmlRelaxNGCleanupTypes(void);
void xmlSchemaCleanupTypes(void);
void xmlDebugDumpString(FILE* output, const unsigned char* text);
void xmlDebugDumpAttr(FILE* output, void* attribute, int depth);
void xmlDebugDumpOneNode(FILE* output, void* node, int depth);

void xmlRelaxNGCleanupTypes(void) {}

void xmlSchemaCleanupTypes(void) {}

void xmlDebugDumpString(FILE* output, const unsigned char* text) { (void)output, (void)text; }

void xmlDebugDumpAttr(FILE* output, void* attribute, int depth) { (void)output, (void)attribute, (void)depth; }

void xmlDebugDumpOneNode(FILE* output, void* node, int depth) { (void)output, (void)node, (void)depth; }

// rockpool parses what it was handed, as XML. HTML, catalogs of documents on the disk, and libxml2's own clients of HTTP and FTP are 170 kB
// that it never asks for: they do nothing, and say 0 or that there is nothing.
long xmlNothing(void);

long xmlNothing(void) { return 0; }

#define NOTHING(name) extern long name(void) __attribute__((alias("xmlNothing")))

NOTHING(UTF8ToHtml);
NOTHING(__htmlParseContent);
NOTHING(htmlCreateMemoryParserCtxt);
NOTHING(htmlDocContentDumpFormatOutput);
NOTHING(htmlGetMetaEncoding);
NOTHING(htmlInitAutoClose);
NOTHING(htmlIsBooleanAttr);
NOTHING(htmlNewDocNoDtD);
NOTHING(htmlNodeDumpFormatOutput);
NOTHING(htmlNodeDumpOutput);
NOTHING(htmlSetMetaEncoding);

// XML_CATA_ALLOW_NONE: nobody looks for one.
NOTHING(xmlCatalogGetDefaults);
NOTHING(xmlCatalogAddLocal);
NOTHING(xmlCatalogCleanup);
NOTHING(xmlCatalogFreeLocal);
NOTHING(xmlCatalogLocalResolve);
NOTHING(xmlCatalogLocalResolveURI);
NOTHING(xmlCatalogResolve);
NOTHING(xmlCatalogResolveURI);

NOTHING(xmlNanoFTPInit);
NOTHING(xmlNanoFTPCleanup);
NOTHING(xmlNanoFTPOpen);
NOTHING(xmlNanoFTPRead);
NOTHING(xmlNanoFTPClose);
NOTHING(xmlNanoHTTPInit);
NOTHING(xmlNanoHTTPCleanup);
NOTHING(xmlNanoHTTPOpen);
NOTHING(xmlNanoHTTPMethod);
NOTHING(xmlNanoHTTPRead);
NOTHING(xmlNanoHTTPClose);
NOTHING(xmlNanoHTTPEncoding);
NOTHING(xmlNanoHTTPMimeType);
NOTHING(xmlNanoHTTPRedir);
NOTHING(xmlNanoHTTPReturnCode);
