// From the message that somebody has sent to the assertion that the provider has signed.
#pragma once

#include <string>

#include "server/federation/report.h"
#include "server/federation/saml/expectation.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"
#include "server/xml/document.h"

namespace rockpool::federation {

// A response. Where the provider has signed it, it is what was signed, and nothing else of the message.
struct CheckedResponse {
  xml::Document document;
  bool is_signed = false;
  std::size_t signed_characters = 0;
};
// Throws Refusal if it has a signature that is not the provider's.
CheckedResponse CheckResponseSignature(xml::Document message, const Expectation& expected, Report& report);

// An assertion that the provider's signature covers: its own, or the response's.
struct TrustedAssertion {
  xml::Document document;
  xml::Element element;  // the assertion in it
};
// Of the one assertion that the response has, decrypted if it is encrypted. Throws Refusal if it has none, or several, or one that nobody
// known has signed, or one that is not encrypted where the provider's EncryptedResponses wants that.
TrustedAssertion TakeAssertion(const world::World& world, const identity_providers::ProviderInUse& provider, CheckedResponse response,
                               const Expectation& expected, Report& report);

}  // namespace rockpool::federation
