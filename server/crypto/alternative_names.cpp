#include "server/crypto/alternative_names.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace rockpool::crypto {

namespace {

using NamePointer = OpensslPointer<GENERAL_NAME, GENERAL_NAME_free>;
using NamesPointer = OpensslPointer<GENERAL_NAMES, GENERAL_NAMES_free>;
using StringPointer = OpensslPointer<ASN1_STRING, ASN1_STRING_free>;

bool IsHostNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool IsHostName(const std::string& name) {
  const auto begin = name.starts_with("*.") ? name.begin() + 2 : name.begin();
  return begin != name.end() && std::all_of(begin, name.end(), IsHostNameCharacter);
}

NamePointer NameOf(const std::string& text) {
  int type = GEN_IPADD;
  StringPointer value(a2i_IPADDRESS(text.c_str()));
  ERR_clear_error();
  if (value == nullptr) {
    if (!IsHostName(text)) throw std::invalid_argument("A certificate is for host names and IP addresses.");
    type = GEN_DNS;
    value.reset(ASN1_IA5STRING_new());
    Require(value != nullptr && ASN1_STRING_set(value.get(), text.data(), static_cast<int>(text.size())) == 1,
            "A name cannot be added to a certificate");
  }
  NamePointer name(GENERAL_NAME_new());
  Require(name != nullptr, "A name cannot be added to a certificate");
  GENERAL_NAME_set0_value(name.get(), type, value.release());
  return name;
}

}  // namespace

void AddAlternativeNames(X509* certificate, std::span<const std::string> names) {
  const NamesPointer list(GENERAL_NAMES_new());
  Require(list != nullptr, "The names of a certificate cannot be listed");
  for (const std::string& text : names) {
    NamePointer name = NameOf(text);
    Require(sk_GENERAL_NAME_push(list.get(), name.get()) > 0, "The names of a certificate cannot be listed");
    static_cast<void>(name.release());
  }
  Require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, list.get(), 0, X509V3_ADD_DEFAULT) == 1,
          "The names of a certificate cannot be added");
}

}  // namespace rockpool::crypto
