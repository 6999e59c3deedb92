#include "tests/unit/xml/any_encryption.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <stdexcept>

#include "server/crypto/base64.h"

namespace rockpool::xml {
namespace {

constexpr int kTagBytes = 16;

void Must(bool succeeded) {
  if (!succeeded) throw std::runtime_error("The test's own encryption failed.");
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool IsGcm(const Ways& ways) { return ways.cipher.ends_with("-gcm"); }

const EVP_CIPHER* CipherOf(const Ways& ways) {
  if (ways.cipher == "tripledes-cbc") return EVP_des_ede3_cbc();
  const EVP_CIPHER* const cipher = EVP_get_cipherbyname((ways.cipher.substr(0, 3) + "-" + ways.cipher.substr(3)).c_str());
  Must(cipher != nullptr);
  return cipher;
}

// The initial vector, the ciphertext and, of GCM, the tag.
std::string Encrypted(std::string_view text, const Ways& ways, const std::string& key) {
  const EVP_CIPHER* const cipher = CipherOf(ways);
  const std::string vector(static_cast<std::size_t>(EVP_CIPHER_get_iv_length(cipher)), 'v');
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  Must(EVP_EncryptInit_ex(context.get(), cipher, nullptr, Bytes(std::string_view(key)), Bytes(std::string_view(vector))) == 1);
  std::string encrypted(text.size() + 32, '\0');
  int length = 0;
  int rest = 0;
  Must(EVP_EncryptUpdate(context.get(), Bytes(encrypted), &length, Bytes(text), static_cast<int>(text.size())) == 1);
  Must(EVP_EncryptFinal_ex(context.get(), Bytes(encrypted) + length, &rest) == 1);
  encrypted.resize(static_cast<std::size_t>(length) + static_cast<std::size_t>(rest));
  if (IsGcm(ways)) {
    std::string tag(kTagBytes, '\0');
    Must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) == 1);
    encrypted += tag;
  }
  return vector + encrypted;
}

std::string Wrapped(const std::string& key, const Ways& ways, const crypto::RsaKey& reader) {
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new(reader.native(), nullptr), &EVP_PKEY_CTX_free);
  Must(EVP_PKEY_encrypt_init(context.get()) == 1);
  if (ways.wrapping == "rsa-1_5") {
    Must(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  } else {
    Must(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1);
    Must(EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_get_digestbyname(ways.digest.c_str())) == 1);
    Must(EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_get_digestbyname(ways.mask.c_str())) == 1);
    const std::string label = crypto::Base64Decode(ways.label).value();
    if (!label.empty()) {
      Must(EVP_PKEY_CTX_set0_rsa_oaep_label(context.get(), OPENSSL_memdup(label.data(), label.size()), static_cast<int>(label.size())) ==
           1);
    }
  }
  std::string wrapped(static_cast<std::size_t>(EVP_PKEY_get_size(reader.native())), '\0');
  std::size_t length = wrapped.size();
  Must(EVP_PKEY_encrypt(context.get(), Bytes(wrapped), &length, Bytes(std::string_view(key)), key.size()) == 1);
  wrapped.resize(length);
  return wrapped;
}

std::string CipherData(std::string_view bytes) {
  return "<xenc:CipherData><xenc:CipherValue>" + crypto::Base64Encode(bytes) + "</xenc:CipherValue></xenc:CipherData>";
}

std::string DigestUri(const std::string& digest) {
  if (digest == "sha1") return "http://www.w3.org/2000/09/xmldsig#sha1";
  const bool is_more = digest == "sha224" || digest == "sha384";
  return (is_more ? "http://www.w3.org/2001/04/xmldsig-more#" : "http://www.w3.org/2001/04/xmlenc#") + digest;
}

std::string EncryptedKey(std::string_view wrapped, const Ways& ways) {
  const bool is_newer = ways.wrapping == "rsa-oaep";
  std::string method = std::string("<xenc:EncryptionMethod Algorithm=\"") +
                       (is_newer ? "http://www.w3.org/2009/xmlenc11#" : "http://www.w3.org/2001/04/xmlenc#") + ways.wrapping + "\">" +
                       "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"" + DigestUri(ways.digest) + "\"/>";
  if (is_newer) {
    method += "<x:MGF xmlns:x=\"http://www.w3.org/2009/xmlenc11#\" Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1" + ways.mask + "\"/>";
  }
  if (!ways.label.empty()) method += "<xenc:OAEPparams>" + ways.label + "</xenc:OAEPparams>";
  return "<xenc:EncryptedKey xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\">" + method + "</xenc:EncryptionMethod>" +
         CipherData(wrapped) + "</xenc:EncryptedKey>";
}

}  // namespace

std::string EncryptAs(std::string_view text, const Ways& ways, const crypto::RsaKey& reader) {
  const std::string key(static_cast<std::size_t>(EVP_CIPHER_get_key_length(CipherOf(ways))), 'k');
  std::string wrapped_key = key;
  wrapped_key.resize(ways.key_bytes.value_or(key.size()), 'k');
  std::string keys;
  for (int i = 1; i < ways.keys; ++i) keys += EncryptedKey(std::string(256, 'x'), ways);
  keys += EncryptedKey(Wrapped(wrapped_key, ways, reader), ways);
  std::string data =
      std::string("<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"><xenc:EncryptionMethod Algorithm=\"") +
      (IsGcm(ways) ? "http://www.w3.org/2009/xmlenc11#" : "http://www.w3.org/2001/04/xmlenc#") + ways.cipher + "\"/>";
  if (!ways.key_stands_beside) data += "<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + keys + "</ds:KeyInfo>";
  data += CipherData(Encrypted(text, ways, key)) + "</xenc:EncryptedData>";
  if (ways.key_stands_beside) data += keys;
  return "<saml:EncryptedAssertion>" + data + "</saml:EncryptedAssertion>";
}

}  // namespace rockpool::xml
