#include "server/xml/wrapped_key.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "server/crypto/base64.h"
#include "server/crypto/rsa_oaep.h"
#include "server/xml/xmlsec.h"

namespace rockpool::xml {
namespace {

constexpr std::string_view kNewerSpace = "http://www.w3.org/2009/xmlenc11#";
constexpr std::size_t kMostKeys = 4;  // a message may be for several readers, and each costs an RSA operation to try
constexpr std::size_t kMostKeyText = 4096;

struct Cipher {
  std::string_view algorithm;
  std::size_t key_bytes;
};

constexpr std::array<Cipher, 6> kCiphers = {{
    {"http://www.w3.org/2001/04/xmlenc#aes128-cbc", 16},
    {"http://www.w3.org/2001/04/xmlenc#aes192-cbc", 24},
    {"http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32},
    {"http://www.w3.org/2009/xmlenc11#aes128-gcm", 16},
    {"http://www.w3.org/2009/xmlenc11#aes192-gcm", 24},
    {"http://www.w3.org/2009/xmlenc11#aes256-gcm", 32},
}};

struct NamedDigest {
  std::string_view name;
  std::string_view mask_name;
  crypto::OaepDigest digest;
};

// XML Encryption 1.1, 5.5.2 and 5.7; SHA-224 of RFC 9231, 2.1.2.
constexpr std::array<NamedDigest, 5> kDigests = {{
    {"http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2009/xmlenc11#mgf1sha1", crypto::OaepDigest::kSha1},
    {"http://www.w3.org/2001/04/xmldsig-more#sha224", "http://www.w3.org/2009/xmlenc11#mgf1sha224", crypto::OaepDigest::kSha224},
    {"http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2009/xmlenc11#mgf1sha256", crypto::OaepDigest::kSha256},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2009/xmlenc11#mgf1sha384", crypto::OaepDigest::kSha384},
    {"http://www.w3.org/2001/04/xmlenc#sha512", "http://www.w3.org/2009/xmlenc11#mgf1sha512", crypto::OaepDigest::kSha512},
}};

std::optional<Element> Only(const Element& parent, std::string_view name_space, std::string_view name) {
  xmlNodePtr const node = OnlyChild(parent.native(), name_space, name);
  if (node == nullptr) return std::nullopt;
  return Element(node);
}

std::optional<std::string> AlgorithmOf(const Element& parent) {
  const auto method = Only(parent, kEncryptionSpace, "EncryptionMethod");
  return method ? method->Attribute("Algorithm") : std::nullopt;
}

// Of the elements that name one; SHA-1 where there are none, nullopt for a name that is not known and for more than one.
std::optional<crypto::OaepDigest> DigestIn(const std::vector<Element>& naming, std::string_view NamedDigest::*name) {
  if (naming.empty()) return crypto::OaepDigest::kSha1;
  const auto* found = std::ranges::find(kDigests, naming.front().Attribute("Algorithm").value_or(""), name);
  if (naming.size() > 1 || found == kDigests.end()) return std::nullopt;
  return found->digest;
}

std::optional<crypto::OaepParameters> OaepOf(const Element& encrypted_key) {
  const auto method = Only(encrypted_key, kEncryptionSpace, "EncryptionMethod");
  const std::string algorithm = method ? method->Attribute("Algorithm").value_or("") : "";
  const bool is_newer = algorithm == "http://www.w3.org/2009/xmlenc11#rsa-oaep";
  // RSA 1.5 is refused here: whoever sees whether it could be unwrapped can decrypt (Bleichenbacher; CVE-2011-2487).
  if (!is_newer && algorithm != "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p") return std::nullopt;
  const auto digest = DigestIn(method->Children(kSignatureSpace, "DigestMethod"), &NamedDigest::name);
  const auto mask = is_newer ? DigestIn(method->Children(kNewerSpace, "MGF"), &NamedDigest::mask_name) : crypto::OaepDigest::kSha1;
  if (!digest || !mask) return std::nullopt;
  crypto::OaepParameters parameters{*digest, *mask, {}};
  if (const auto label = Only(*method, kEncryptionSpace, "OAEPparams")) {
    const std::string text = label->Text();
    const auto bytes = text.size() > kMostKeyText ? std::nullopt : crypto::Base64DecodeSpaced(text);
    if (!bytes) return std::nullopt;
    parameters.label = *bytes;
  }
  return parameters;
}

std::optional<std::string> Unwrap(const Element& encrypted_key, const crypto::RsaKey& key) {
  const auto parameters = OaepOf(encrypted_key);
  const auto data = Only(encrypted_key, kEncryptionSpace, "CipherData");
  const auto value = data ? Only(*data, kEncryptionSpace, "CipherValue") : std::nullopt;
  if (!parameters || !value) return std::nullopt;
  const std::string text = value->Text();
  const auto wrapped = text.size() > kMostKeyText ? std::nullopt : crypto::Base64DecodeSpaced(text);
  return wrapped ? crypto::DecryptOaep(key, *parameters, *wrapped) : std::nullopt;
}

// In the KeyInfo of the data, or beside the data (SAML core, 2.3.4).
std::vector<Element> EncryptedKeys(const Element& around, const Element& data) {
  std::vector<Element> keys = around.Children(kEncryptionSpace, "EncryptedKey");
  for (const Element& info : data.Children(kSignatureSpace, "KeyInfo")) {
    std::ranges::copy(info.Children(kEncryptionSpace, "EncryptedKey"), std::back_inserter(keys));
  }
  return keys;
}

}  // namespace

std::optional<std::string> KeyFor(const Element& around, const Element& data, const crypto::RsaKey& key) {
  const auto* cipher = std::ranges::find(kCiphers, AlgorithmOf(data).value_or(""), &Cipher::algorithm);
  const std::vector<Element> keys = EncryptedKeys(around, data);
  if (cipher == kCiphers.end() || keys.size() > kMostKeys) return std::nullopt;
  for (const Element& wrapped : keys) {
    // xmlsec would take the beginning of a key that is too long.
    if (auto bytes = Unwrap(wrapped, key); bytes && bytes->size() == cipher->key_bytes) return bytes;
  }
  return std::nullopt;
}

}  // namespace rockpool::xml
