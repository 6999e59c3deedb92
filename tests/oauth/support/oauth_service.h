// The OAuth endpoints and the pages over a service in memory: everything is mounted as the server mounts it, and requests go through the
// router.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/router.h"
#include "server/oauth/exchange.h"
#include "server/oauth/mount.h"
#include "server/oauth/well_known.h"
#include "server/protocol/json_owner.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

class OAuthService {
 public:
  explicit OAuthService(const Settings& settings = {});

  // As the session has it answered: routed, prepared, run, finished. A handler that says it runs here is held to write nothing.
  http::Response Send(http::Request request);

  // How many requests were to run here, and went on on a computing thread.
  int handed_over() const { return handed_over_; }

  // As the session has it refused before its body is read.
  http::Response Refuse(const http::Request& head, http::Reason reason) const { return router_.Refuse(head, {reason, "Refused."}); }

  // What an app client has that says nothing else: both flows of users, a callback and a logout URL, COGNITO, all scopes of OpenID Connect.
  static constexpr std::string_view kCallback = "https://app.example/cb";
  static constexpr std::string_view kSignedOut = "https://app.example/bye";

  // How large a body of a request to the path may be; the session holds clients to it.
  std::size_t BodyLimit(std::string_view method, std::string_view path) const;

  // The id of a new pool with the domain, of the classic pages or of managed login. `more` is appended to CreateUserPool's request.
  std::string CreatePool(std::string_view domain, std::int32_t version = 1, std::string_view more = "");

  // A domain more; one with a dot is a custom one.
  void CreateDomain(std::string_view user_pool_id, std::string_view domain, std::int32_t version = 1);

  // The id of a new client. What `more` names ({"AllowedOAuthFlows":["code"]}) replaces what a client has; null takes it away.
  std::string CreateClient(std::string_view user_pool_id, std::string_view more = "{}");
  std::string SecretOf(std::string_view user_pool_id, std::string_view client_id);

  TestService service;

  // GET /-test-/sign-in?{query of an authorization request}&user={username} ends a sign-in as the pages do, without asking anything.
  static constexpr std::string_view kSignInPath = "/-test-/sign-in";

 private:
  const protocol::JsonOwner api_owner_{service.random};
  http::Router router_{api_owner_};
  const oauth::OAuth oauth_{service.world()};
  oauth::WellKnown jwks_{service.world(), oauth::JwksDocument};
  oauth::WellKnown discovery_{service.world(), oauth::DiscoveryDocument};
  oauth::OAuthEndpoint sign_in_;
  std::vector<std::unique_ptr<http::Endpoint>> stand_ins_;  // of identity providers
  std::atomic<int> handed_over_ = 0;
};

// A form or query as it is sent: "a=b&c=d".
std::string QueryOf(const http::NamedValues& fields);

}  // namespace rockpool::support
