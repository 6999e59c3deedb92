#include "server/crypto/alternative_names.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "server/crypto/certificate_authority.h"
#include "server/util/strings.h"

namespace rockpool::crypto {

namespace {

using NamePointer = OpensslPointer<GENERAL_NAME, GENERAL_NAME_free>;
using NamesPointer = OpensslPointer<GENERAL_NAMES, GENERAL_NAMES_free>;
using StringPointer = OpensslPointer<ASN1_STRING, ASN1_STRING_free>;

// RFC 1035, 2.3.4.
constexpr std::size_t kMaxLabelBytes = 63;
constexpr std::size_t kMaxNameBytes = 253;

bool IsLabelCharacter(char c) { return util::IsLetterOrDigit(c) || c == '-' || c == '_'; }

bool IsLabel(std::string_view label) {
  return !label.empty() && label.size() <= kMaxLabelBytes && std::all_of(label.begin(), label.end(), IsLabelCharacter);
}

bool IsHostName(std::string_view name) {
  if (name.size() > kMaxNameBytes) return false;
  std::string_view rest = name.starts_with("*.") ? name.substr(2) : name;
  for (std::size_t dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
    if (!IsLabel(rest.substr(0, dot))) return false;
    rest.remove_prefix(dot + 1);
  }
  return IsLabel(rest);
}

// nullptr for what is no IP address.
StringPointer AddressIn(const std::string& text) {
  StringPointer address(text.find('\0') == std::string::npos ? a2i_IPADDRESS(text.c_str()) : nullptr);
  ERR_clear_error();
  return address;
}

NamePointer NameOf(const std::string& text) {
  int type = GEN_IPADD;
  StringPointer value = AddressIn(text);
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

bool IsServerName(const std::string& name) { return AddressIn(name) != nullptr || IsHostName(name); }

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
