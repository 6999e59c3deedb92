// The order is the argument against wrapping: a signature is checked on the tree in which it stands, and from then on only the bytes that
// were signed are read, parsed anew. An element that was not signed cannot be found in them.
#include "server/federation/saml/trusted_assertion.h"

#include <optional>
#include <utility>
#include <vector>

#include "server/crypto/rsa_key.h"
#include "server/federation/refusal.h"
#include "server/federation/saml/message.h"
#include "server/util/strings.h"
#include "server/xml/encryption.h"
#include "server/xml/signature.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;

Refusal BadAssertionSignature() { return InvalidSamlResponse("SAML Assertion signature is invalid. "); }
Refusal BadResponseSignature() { return InvalidSamlResponse("SAML Response signature is invalid"); }

std::optional<std::string> SignedBytesOf(const xml::Document& document, const xml::Element& element, const Expectation& expected) {
  if (expected.Pretends(Distortion::kBadSignature) || expected.Pretends(Distortion::kOtherKey)) return std::nullopt;
  return xml::SignedBytes(document, element, expected.peer.keys);
}

struct DecryptionKey {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  crypto::RsaKey key;
};

std::shared_ptr<const DecryptionKey> DecryptionKeyOf(const world::World& world, const ProviderInUse& provider) {
  const std::string id = provider.user_pool_id + "/" + provider.name;
  return world.caches.Of<DecryptionKey>().Get({provider.generation, id, provider.revision},
                                              [&provider] { return DecryptionKey{crypto::RsaKey::FromPem(provider.encryption_key)}; });
}

// Not trusted yet, unless the response was signed.
TrustedAssertion FindAssertion(const world::World& world, const ProviderInUse& provider, CheckedResponse response,
                               const Expectation& expected, Report& report) {
  const xml::Element root = response.document.Root();
  const std::vector<xml::Element> plain = root.Children(kSamlAssertion, "Assertion");
  const std::vector<xml::Element> encrypted = root.Children(kSamlAssertion, "EncryptedAssertion");
  const bool lacks_encrypted = provider.IsOn("EncryptedResponses") && encrypted.size() != 1;
  if (lacks_encrypted || expected.Pretends(Distortion::kUnencrypted)) {
    // Recorded: GitLab Dedicated's documentation of its sign-in, which has Cognito's prefix before it.
    throw InvalidSamlResponse("Responses must contain exactly one Encrypted Assertion");
  }
  if (plain.size() + encrypted.size() != 1) {
    report.Explain("the response has " + std::to_string(plain.size() + encrypted.size()) + " assertions");
    // Recorded of IAM Identity Center, and a title in the documentation of Wiz beside two other texts of Cognito's. Assumed: that the
    // prefix stands before it as before the other one.
    throw InvalidSamlResponse("Responses must contain exactly one Assertion");
  }
  if (encrypted.empty()) {
    const xml::Element element = plain.front();
    return {std::move(response.document), element};
  }
  report.Check("decryption");
  auto document = provider.encryption_key.empty() ? std::nullopt : xml::Decrypt(encrypted.front(), DecryptionKeyOf(world, provider)->key);
  // The text is that of a wrong signature: whoever heard the difference could find out what others' assertions say.
  if (!document || !document->Root().Is(kSamlAssertion, "Assertion")) {
    report.Explain("it cannot be decrypted with the key of ActiveEncryptionCertificate, or what comes out is no assertion");
    throw BadAssertionSignature();
  }
  const xml::Element element = document->Root();
  return {*std::move(document), element};
}

}  // namespace

CheckedResponse CheckResponseSignature(xml::Document message, const Expectation& expected, Report& report) {
  if (!xml::IsSigned(message.Root())) return {std::move(message)};
  report.Check("signature of the response");
  const auto bytes = SignedBytesOf(message, message.Root(), expected);
  auto document = bytes ? xml::Document::Parse(*bytes) : std::nullopt;
  if (!document || !document->Root().Is(kSamlProtocol, "Response")) throw BadResponseSignature();
  return {*std::move(document), true};
}

TrustedAssertion TakeAssertion(const world::World& world, const ProviderInUse& provider, CheckedResponse response,
                               const Expectation& expected, Report& report) {
  report.Check("assertion");
  const bool is_covered = response.is_signed;
  TrustedAssertion assertion = FindAssertion(world, provider, std::move(response), expected, report);
  if (xml::IsSigned(assertion.element)) {
    report.Check("signature of the assertion");
    const auto bytes = SignedBytesOf(assertion.document, assertion.element, expected);
    auto document = bytes ? xml::Document::Parse(*bytes) : std::nullopt;
    if (!document || !document->Root().Is(kSamlAssertion, "Assertion")) throw BadAssertionSignature();
    RequireAssertionLength(util::Utf16Length(*bytes));
    const xml::Element element = document->Root();
    assertion = {*std::move(document), element};
  } else if (!is_covered) {
    report.Explain("neither the response nor the assertion is signed");
    throw BadAssertionSignature();
  } else {
    RequireAssertionLength(util::Utf16Length(assertion.element.Xml()));
  }
  RequireShortCharacters(assertion.element.Text());
  return assertion;
}

}  // namespace rockpool::federation
