// What the sources of this folder share of xmlsec1. Its contexts are of one call each; nothing else of it is kept but what is set once.
#pragma once

#include <libxml/tree.h>
#include <xmlsec/keys.h>
#include <xmlsec/xmlsec.h>

#include <memory>
#include <string>
#include <string_view>

#include "server/xml/document.h"

struct evp_pkey_st;

namespace rockpool::xml {

inline constexpr std::string_view kSignatureSpace = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kEncryptionSpace = "http://www.w3.org/2001/04/xmlenc#";

// Owns what xmlsec is asked for in one call: sets xmlsec up if nobody has yet, keeps it and libxml2 silent in this thread, and leaves
// OpenSSL's queue of errors empty behind it, which the thread's next user (TLS) would take for its own.
class XmlsecCall {
 public:
  XmlsecCall();
  XmlsecCall(const XmlsecCall&) = delete;
  XmlsecCall& operator=(const XmlsecCall&) = delete;
  ~XmlsecCall();
};

struct FreeXmlsecKey {
  void operator()(xmlSecKeyPtr key) const { xmlSecKeyDestroy(key); }
};
using XmlsecKey = std::unique_ptr<xmlSecKey, FreeXmlsecKey>;

// The key again, for a context, which takes it over. Throws std::runtime_error if xmlsec fails.
XmlsecKey XmlsecKeyOf(evp_pkey_st* key);

inline const xmlChar* XmlText(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
inline std::string_view View(const xmlChar* text) { return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text); }

// The one element directly below that has this name; nullptr if there is none, or more than one.
xmlNodePtr OnlyChild(xmlNodePtr parent, std::string_view name_space, std::string_view name);

}  // namespace rockpool::xml
