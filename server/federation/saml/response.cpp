// The order of the checks of a response, and what is taken out of it once all have held.
#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include "server/crypto/digest.h"
#include "server/federation/saml/expectation.h"
#include "server/federation/saml/message.h"
#include "server/federation/saml/trusted_assertion.h"
#include "storage/store.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;

// By the attribute's name, which may be a URI, in its case; a name that is there twice has the values of both.
std::map<std::string, std::vector<std::string>, std::less<>> AttributesOf(const xml::Element& assertion) {
  std::map<std::string, std::vector<std::string>, std::less<>> attributes;
  for (const xml::Element& statement : assertion.Children(kSamlAssertion, "AttributeStatement")) {
    for (const xml::Element& attribute : statement.Children(kSamlAssertion, "Attribute")) {
      const auto name = attribute.Attribute("Name");
      const std::vector<xml::Element> values = attribute.Children(kSamlAssertion, "AttributeValue");
      if (!name || values.empty()) continue;
      for (const xml::Element& value : values) attributes[*name].push_back(value.Text());
    }
  }
  return attributes;
}

constexpr std::size_t kSweptRows = 20;  // that have expired, whenever an assertion is used

std::string SessionIndexOf(const xml::Element& assertion) {
  const std::vector<xml::Element> statements = assertion.Children(kSamlAssertion, "AuthnStatement");
  return statements.empty() ? "" : statements.front().Attribute("SessionIndex").value_or("");
}

// As if the provider had not told the e-mail address.
void DropEmail(const ProviderInUse& provider, Claims& claims) {
  const auto& mapping = provider.settings.attribute_mapping;
  if (const auto mapped = mapping.find("email"); mapped != mapping.end()) claims.values.erase(mapped->second);
}

Refusal UsedAlready() { return InvalidSamlResponse("Assertion has already been used"); }

// The last check, since it spends the assertion: with what the sign-in writes next.
void OweAssertion(world::LookCallCommit& steps, const ProviderInUse& provider, const xml::Element& assertion, const Subject& subject,
                  const Expectation& expected, Report& report) {
  report.Check("replay");
  const std::string id = assertion.Attribute("ID").value_or("");
  if (id.empty()) throw InvalidSamlResponse(kResponseNotValid);
  const storage::UsedAssertion used = {provider.user_pool_id, crypto::Sha256(expected.peer.entity_id + '\0' + id),
                                       subject.end + kClockSkew};
  steps.Owe([used, now = expected.now](storage::Transaction& transaction) {
    transaction.used_assertions().SweepExpired(now, kSweptRows);
    const bool is_new = transaction.user_pools().FindVersion(used.user_pool_id) && transaction.used_assertions().Insert(used);
    return is_new ? nullptr : std::make_exception_ptr(UsedAlready());
  });
  if (expected.Pretends(Distortion::kReplayed)) throw UsedAlready();
}

}  // namespace

Claims ClaimsOf(const world::World& world, world::LookCallCommit& steps, const ProviderInUse& provider, const SamlReturn& returned,
                Report& report) {
  report.Check("metadata");
  // The fetch may take long: what is good once is not left to others, nor to a sweep, meanwhile.
  const auto peer = PeerOf(world, provider, [&steps] { steps.Settle(); });
  const Expectation expected{.peer = *peer,
                             .returned = returned,
                             .audience = EntityIdOf(provider.user_pool_id),
                             .now = world.wall_clock.Now(),
                             .distortion = TakeDistortion(world, provider)};

  report.Check("response");
  CheckedResponse response = CheckResponseSignature(ReadMessage(returned.response, "Response", report), expected, report);
  CheckResponse(response.document.Root(), expected, report);
  const TrustedAssertion trusted = TakeAssertion(world, provider, std::move(response), expected, report);
  const xml::Element& assertion = trusted.element;
  CheckOrigin(assertion, expected, report);
  Subject subject = CheckSubject(assertion, expected, report);
  CheckConditions(assertion, expected, report);
  OweAssertion(steps, provider, assertion, subject, expected, report);

  Claims claims;
  claims.subject = subject.name_id;
  claims.issuer = peer->entity_id;
  claims.values = AttributesOf(assertion);
  claims.saml = SamlSession{std::move(subject.name_id), std::move(subject.name_id_format), SessionIndexOf(assertion)};
  if (expected.Pretends(Distortion::kNoEmail)) DropEmail(provider, claims);
  return claims;
}

}  // namespace rockpool::federation
