// A pool that tracks sessions, and sign-ins from places that tests choose.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/refresh.h"
#include "server/tokens/user_sessions.h"
#include "storage/store.h"
#include "tests/operations/session_configuration/session_requests.h"
#include "tests/operations/tokens/token_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {

inline constexpr const char* kChrome =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36";
inline constexpr const char* kNotTracked = "OperationNotEnabledException: User session tracking is not enabled for this user pool.";
inline constexpr const char* kUnknownSession = "tkn0000000000000000000000000";
inline constexpr const char* kNoSession = "ResourceNotFoundException: Session does not exist.";
inline constexpr const char* kLinked = R"("RevokeAssociatedSessions":"LINKED")";

inline std::string SessionMember(std::string_view id) { return TextMember("SessionId", id); }
inline std::string SessionOf(const api::AuthenticationResultType& tokens) { return ClaimOf(AccessOf(tokens), "session_id"); }

class SessionPool : public TokenPool {
 public:
  explicit SessionPool(TestService& service, int limit = 20) : TokenPool(service), service_(service) { TrackSessions("ENABLED", limit); }

  void TrackSessions(const std::string& state, int limit = 20) { EXPECT_EQ(Try(kSetPoolSession, Tracking(state, limit)), kOk); }

  // Through the SSO session, where one is named.
  api::AuthenticationResultType SignInFrom(const std::string& user_agent, const std::string& address, const std::string& sso = "",
                                           std::string_view name = "ada") {
    sign_in::TokenGrant grant = GrantTo(client(), name);
    grant.user_agent = user_agent;
    grant.address = address;
    grant.origin_session_id = sso;
    return sign_in::IssueTokens(service_.world(), grant);
  }

  void RefreshFrom(const api::AuthenticationResultType& tokens, const std::string& user_agent, const std::string& address) {
    sign_in::Refresh(service_.world(), GrantTo(client()).client, RefreshOf(tokens), {user_agent, std::nullopt, nullptr, address});
  }

  // The id of a browser's session that begins.
  std::string BeginSso(const std::string& digest, std::string_view name = "ada") {
    const world::World& world = service_.world();
    storage::BrowserSession session;
    session.digest = digest;
    session.user_pool_id = id();
    session.user = UserOf(service_, id(), name).number();
    session.provider = "COGNITO";
    session.document = "{}";
    session.authenticated_millis = service_.clock.Now();
    session.expires_millis = service_.clock.Now() + 3'600'000;
    tokens::Track(session, *GrantTo(client()).client->pool, client(), tokens::PlaceOf(kChrome, "192.0.2.9"), service_.clock.Now(),
                  service_.random);
    world.store.Write([&](storage::Transaction& transaction) { transaction.browser_sessions().Insert(session); });
    return session.session_id;
  }
  bool IsSignedInBrowser(const std::string& digest) {
    return service_.world().store.Read(
        [&](const storage::Transaction& transaction) { return transaction.browser_sessions().Find(digest).has_value(); });
  }

  // Of AdminListUserSessions, in its order.
  std::vector<std::string> SessionsOf(std::string_view name = "ada") {
    return IdsIn(Call("AdminListUserSessions", TextMember("Username", name)));
  }
  static std::vector<std::string> IdsIn(const Answer& answer) {
    std::vector<std::string> ids;
    for (int i = 0; answer.Has("Sessions." + std::to_string(i)); ++i) {
      ids.push_back(answer.TextAt("Sessions." + std::to_string(i) + ".SessionId"));
    }
    return ids;
  }
  std::string TryEnd(const std::string& session, std::string_view more = "", std::string_view name = "ada") {
    return TryOn(name, "AdminRevokeUserSession", JoinedMembers(SessionMember(session), more));
  }

 private:
  TestService& service_;
};

}  // namespace rockpool::support
