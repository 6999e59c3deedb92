// A user pool and its SAML provider, as a sign-in sees both, over a service without sockets.
#pragma once

#include <cstddef>
#include <string>

#include "server/federation/claims.h"
#include "server/federation/saml/relying_party.h"
#include "server/identity_providers/provider_in_use.h"
#include "tests/support/saml_documents.h"
#include "tests/support/saml_responses.h"
#include "tests/support/test_service.h"

namespace rockpool::federation {

class SamlPool {
 public:
  SamlPool();

  // Changes the provider as an update does.
  void Set(const std::string& key, const std::string& value);

  // The claims of a response to `_request`. Throws Refusal.
  Claims Take(const std::string& xml);
  Claims TakeUnasked(const std::string& xml);

  // "subject alice@idp.example", or "server_error: Invalid SAML response received: ...".
  std::string OutcomeOf(const support::SamlResponse& response) { return OutcomeOfXml(SamlResponseXml(response)); }
  std::string OutcomeOfXml(const std::string& xml) { return OutcomeOfField(support::PostedSaml(xml)); }
  std::string OutcomeOfField(const std::string& field);
  std::string OutcomeOfUnasked(const support::SamlResponse& response);

  // A good response for this pool, or one that an assertion which nobody has asked for comes in.
  support::SamlResponse Good() const;
  support::SamlResponse Unasked() const;

  const std::string& id() const { return provider.user_pool_id; }

  support::TestService service;
  identity_providers::ProviderInUse provider;

 private:
  Claims TakeField(const std::string& field, const std::optional<std::string>& request_id);
};

inline constexpr const char* kSignedIn = "subject alice@idp.example";

// With the prefix that AWS puts before it.
std::string Refused(const std::string& tail);

// Metadata of https://idp.example/entity with these keys' certificates, and a single logout.
std::string MetadataOf(const std::vector<std::string>& certificates);

}  // namespace rockpool::federation
