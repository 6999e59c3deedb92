// Any bytes as a message of a SAML provider: whatever the provider is said to have signed is what it has signed in the corpus, and what is
// decrypted is as well-formed as all else.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/crypto/certificate.h"
#include "server/xml/encryption.h"
#include "server/xml/signature.h"
#include "tests/fuzz/expect.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool::fuzz {
namespace {

constexpr const char* kSpace = "urn:oasis:names:tc:SAML:2.0:assertion";

constexpr std::string_view kAssertion =
    R"(<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a"><saml:Issuer>idp</saml:Issuer>)"
    R"(<saml:Subject><saml:NameID>alice</saml:NameID></saml:Subject></saml:Assertion>)";

std::string Response() {
  return R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r">)"
         R"(<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">idp</saml:Issuer>)" +
         std::string(kAssertion) + "</samlp:Response>";
}

// The provider and the service have one key here, that the corpus was signed and encrypted with.
const crypto::RsaKey& Key() {
  static const crypto::RsaKey key = crypto::RsaKey::FromPem(support::TestKey(0));
  return key;
}

const std::vector<crypto::PublicKey>& Keys() {
  constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};
  static const std::vector<crypto::PublicKey> keys = {
      crypto::PublicKey::FromCertificate(crypto::SelfSignedCertificate(Key(), "idp", {1'577'836'800, 4'733'510'400}, kSerial)).value()};
  return keys;
}

void CheckSigned(const xml::Document& document, const xml::Element& element) {
  const auto bytes = xml::SignedBytes(document, element, Keys());
  if (!bytes) return;
  Expect(xml::IsSigned(element), "what has no signature was not signed");
  static const std::string response = Response();
  Expect(*bytes == kAssertion || *bytes == response, "nobody but the provider has signed");
}

void CheckMessage(std::string_view text) {
  const auto document = xml::Document::Parse(text);
  if (!document) return;
  CheckSigned(*document, document->Root());
  for (const xml::Element& assertion : document->Root().Children(kSpace, "Assertion")) CheckSigned(*document, assertion);
  for (const xml::Element& encrypted : document->Root().Children(kSpace, "EncryptedAssertion")) {
    const auto decrypted = xml::Decrypt(encrypted, Key());
    if (!decrypted) continue;
    Expect(xml::Document::Parse(decrypted->Root().Xml()).has_value(), "what is decrypted is well-formed");
    CheckSigned(*decrypted, decrypted->Root());
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckMessage({reinterpret_cast<const char*>(data), size});
  return 0;
}
