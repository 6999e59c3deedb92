#include "server/xml/xmlsec.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/evp.h>

#include <stdexcept>

namespace rockpool::xml {
namespace {

void SayNothing(void*, const char*, ...) {}

void TellNobody(const char*, int, const char*, const char*, const char*, int, const char*) {}

// Not xmlSecOpenSSLAppInit, and never a keys manager: its store of certificates reads all authorities of the system, 30 ms each time.
bool SetUp() {
  xmlInitParser();
  if (xmlSecInit() != 0 || xmlSecOpenSSLInit() != 0) throw std::runtime_error("xmlsec1 cannot be set up.");
  xmlSecErrorsSetCallback(&TellNobody);
  // Takes files and the network away from references.
  xmlSecIOCleanupCallbacks();
  return true;
}

}  // namespace

XmlsecCall::XmlsecCall() {
  static const bool is_set_up = SetUp();
  static_cast<void>(is_set_up);
  xmlSetGenericErrorFunc(nullptr, &SayNothing);
}

XmlsecCall::~XmlsecCall() { ERR_clear_error(); }

XmlsecKey XmlsecKeyOf(evp_pkey_st* key) {
  XmlsecKey made(xmlSecKeyCreate());
  if (!made || EVP_PKEY_up_ref(key) != 1) throw std::runtime_error("A key cannot be given to xmlsec1.");
  const xmlSecKeyDataPtr data = xmlSecOpenSSLEvpKeyAdopt(key);
  if (data == nullptr) EVP_PKEY_free(key);
  if (data == nullptr || xmlSecKeySetValue(made.get(), data) != 0) throw std::runtime_error("A key cannot be given to xmlsec1.");
  return made;
}

xmlNodePtr OnlyChild(xmlNodePtr parent, std::string_view name_space, std::string_view name) {
  const std::vector<Element> found = Element(parent).Children(name_space, name);
  return found.size() == 1 ? found.front().native() : nullptr;
}

}  // namespace rockpool::xml
