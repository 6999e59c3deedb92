#include "tests/federation/saml/saml_pool.h"

#include <utility>

#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool::federation {
namespace {

constexpr const char* kCallback = "https://pool.example/saml2/idpresponse";

// Providers are asked wherever they are, so that no stand-in answers for idp.example.
support::Settings Online() { return {.identity_providers = {.providers = identity_providers::Settings::Providers::kOnline}}; }

template <class Call>
std::string Outcome(const Call& call) {
  try {
    return "subject " + call().subject;
  } catch (const Refusal& refusal) {
    return refusal.error() + ": " + refusal.description();
  }
}

}  // namespace

SamlPool::SamlPool() : service(Online()) {
  provider.user_pool_id = service.CreatePool();
  provider.name = "Example";
  provider.type = &identity_providers::kSaml;
  provider.encryption_key = std::string(support::TestKey(2));
  provider.settings.details = {{"MetadataFile", MetadataOf({support::SamlTestCertificate(0)})},
                               {"SSORedirectBindingURI", "https://idp.example/sso/redirect"}};
  provider.settings.attribute_mapping = {{"email", "email"}};
}

void SamlPool::Set(const std::string& key, const std::string& value) {
  provider.settings.details[key] = value;
  ++provider.revision;
}

Claims SamlPool::TakeField(const std::string& field, const std::optional<std::string>& request_id) {
  sign_in::Trace trace;
  Report report(trace);
  world::LookCallCommit steps(service.world().store);
  Claims claims = ClaimsOf(service.world(), steps, provider, SamlReturn{field, kCallback, request_id}, report);
  steps.Settle();
  return claims;
}

Claims SamlPool::Take(const std::string& xml) { return TakeField(support::PostedSaml(xml), "_request"); }

Claims SamlPool::TakeUnasked(const std::string& xml) { return TakeField(support::PostedSaml(xml), std::nullopt); }

std::string SamlPool::OutcomeOfField(const std::string& field) {
  return Outcome([&] { return TakeField(field, "_request"); });
}

std::string SamlPool::OutcomeOfUnasked(const support::SamlResponse& response) {
  return Outcome([&] { return TakeUnasked(SamlResponseXml(response)); });
}

support::SamlResponse SamlPool::Good() const {
  support::SamlResponse response;
  response.audiences = {EntityIdOf(id())};
  return response;
}

support::SamlResponse SamlPool::Unasked() const {
  support::SamlResponse response = Good();
  response.in_response_to = std::nullopt;
  response.subject_in_response_to = std::nullopt;
  return response;
}

std::string Refused(const std::string& tail) { return "server_error: Invalid SAML response received: " + tail; }

std::string MetadataOf(const std::vector<std::string>& certificates) {
  support::SamlDocument document;
  document.keys.clear();
  for (const std::string& certificate : certificates) document.keys.push_back({"signing", certificate});
  document.endpoints.push_back({"SingleLogoutService", std::string(support::kRedirectBinding), "https://idp.example/slo/redirect"});
  return SamlXml(document);
}

}  // namespace rockpool::federation
