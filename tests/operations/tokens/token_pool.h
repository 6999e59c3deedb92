// A pool with an app client and a user who has signed in.
#pragma once

#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/sign_in/issue_tokens.h"
#include "tests/operations/app_clients/client_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {

inline constexpr const char* kRevoked = "NotAuthorizedException: Access Token has been revoked";
inline constexpr const char* kRefreshRevoked = "NotAuthorizedException: Refresh Token has been revoked";
inline constexpr const char* kInvalidRefresh = "NotAuthorizedException: Invalid Refresh Token.";
inline constexpr const char* kNoUser = "UserNotFoundException: User does not exist.";

class TokenPool : public ClientPool {
 public:
  explicit TokenPool(TestService& service, std::string_view more = "") : ClientPool(service, more), service_(service), client_(New()) {
    CreateUser("ada", {{"email", "ada@example.com"}, {"email_verified", "true"}});
  }

  const std::string& client() const { return client_; }

  void CreateUser(std::string_view name, const std::vector<NameAndValue>& attributes = {}) {
    support::CreateUser(service_, id(), name, attributes);
  }

  // What a sign-in gives.
  api::AuthenticationResultType SignIn(std::string_view name = "ada") { return TokensOf(service_, client_, name); }
  api::AuthenticationResultType SignInBy(std::string_view client, std::string_view name = "ada") {
    return TokensOf(service_, client, name);
  }

  // What sign_in::IssueTokens makes such tokens of, for a test to change.
  sign_in::TokenGrant GrantTo(std::string_view client, std::string_view name = "ada");

  // A call by the holder of an access token. `members` follow the token.
  Answer CallBy(std::string_view token, std::string_view operation, std::string_view members = "") {
    return service_.Call(operation, "{" + JoinedMembers(TextMember("AccessToken", token), members) + "}");
  }
  std::string TryBy(std::string_view token, std::string_view operation, std::string_view members = "") {
    return OutcomeOf(CallBy(token, operation, members));
  }

  // An unsigned call by an app client. `members` follow its id.
  Answer CallOfClient(std::string_view client, std::string_view operation, std::string_view members = "") {
    return service_.Call(operation, "{" + JoinedMembers(TextMember("ClientId", client), members) + "}");
  }
  Answer Refresh(std::string_view client, std::string_view token, std::string_view members = "") {
    return CallOfClient(client, "GetTokensFromRefreshToken", JoinedMembers(TextMember("RefreshToken", token), members));
  }
  std::string TryRefresh(std::string_view client, std::string_view token, std::string_view members = "") {
    return OutcomeOf(Refresh(client, token, members));
  }
  std::string TryRevoke(std::string_view client, std::string_view token, std::string_view members = "") {
    return OutcomeOf(CallOfClient(client, "RevokeToken", JoinedMembers(TextMember("Token", token), members)));
  }

  // Leaves the user in the midst of a sign-in, and says later whether that can go on.
  void BeginSignIn(const std::string& digest, std::string_view name = "ada");
  bool IsSignInGoingOn(const std::string& digest);

  std::string TryOn(std::string_view name, std::string_view operation, std::string_view members = "") {
    return Try(operation, JoinedMembers(TextMember("Username", name), members));
  }

 private:
  TestService& service_;
  std::string client_;
};

// The tokens of an answer or of a sign-in, without std::optional.
inline std::string AccessOf(const api::AuthenticationResultType& result) { return result.AccessToken.value_or(""); }
inline std::string IdOf(const api::AuthenticationResultType& result) { return result.IdToken.value_or(""); }
inline std::string RefreshOf(const api::AuthenticationResultType& result) { return result.RefreshToken.value_or(""); }
inline std::string RefreshIn(const Answer& answer) { return answer.TextAt("AuthenticationResult.RefreshToken"); }
inline std::string AccessIn(const Answer& answer) { return answer.TextAt("AuthenticationResult.AccessToken"); }
inline std::string IdIn(const Answer& answer) { return answer.TextAt("AuthenticationResult.IdToken"); }

}  // namespace rockpool::support
