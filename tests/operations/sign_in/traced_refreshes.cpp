// How a refresh is refused, by both operations.
#include <string>

#include "tests/operations/sign_in/traced_refusals.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kSecret = "the_first_secret_of_a_client";
constexpr const char* kFlows = R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])";
constexpr util::EpochMillis kDay = 24LL * 60 * 60 * 1000;

// Of a new user "alice".
std::string TokenOfAlice(SignInPool& pool) {
  pool.AddUser("alice");
  return pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
}

Answer Refresh(const SignInPool& pool, const std::string& token) { return pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", token}}); }

Answer GetTokens(const SignInPool& pool, const std::string& token, const std::string& members = "") {
  return pool.service().Call(
      "GetTokensFromRefreshToken",
      "{" + JoinedMembers(TextMember("ClientId", pool.client()) + "," + TextMember("RefreshToken", token), members) + "}");
}

std::string Rotation(const std::string& feature) {
  return R"("RefreshTokenRotation":{"Feature":")" + feature + R"(","RetryGracePeriodSeconds":0})";
}

// The token of a client that has replaced it.
std::string ReplacedToken(SignInPool& pool) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],)" + Rotation("ENABLED")));
  std::string token = TokenOfAlice(pool);
  GetTokens(pool, token);
  return token;
}

void UseSecretClient(SignInPool& pool) { pool.UseClient(pool.AddClient(TextMember("ClientSecret", kSecret) + "," + kFlows)); }

std::string Hash(const SignInPool& pool, const std::string& name) { return SecretHash(kSecret, name, pool.client()); }

std::string TokenOfSecretClient(SignInPool& pool) {
  UseSecretClient(pool);
  pool.AddUser("alice");
  return pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice"}, {"PASSWORD", kRightPassword}, {"SECRET_HASH", Hash(pool, "alice")}})
      .TextAt("AuthenticationResult.RefreshToken");
}

// What both operations say of a token: a row for each of them.
void AddForBoth(TracedRefusals& rows, const char* what, const std::function<std::string(SignInPool&)>& token, const std::string& text) {
  const std::string outcome = "NotAuthorizedException: " + text;
  const std::string traced = "refresh token: refused (" + text + ")";
  rows.push_back({what, [token](SignInPool& pool) { return Refresh(pool, token(pool)); }, outcome, traced});
  rows.push_back({what, [token](SignInPool& pool) { return GetTokens(pool, token(pool)); }, outcome, traced});
}

TracedRefusals OfTokens() {
  TracedRefusals rows;
  AddForBoth(
      rows, "garbage", [](SignInPool&) { return std::string("x"); }, "Invalid Refresh Token.");
  AddForBoth(
      rows, "of another client",
      [](SignInPool& pool) {
        std::string token = TokenOfAlice(pool);
        pool.UseClient(pool.AddClient(kFlows));
        return token;
      },
      "Invalid Refresh Token.");
  AddForBoth(
      rows, "of a user who is gone",
      [](SignInPool& pool) {
        std::string token = TokenOfAlice(pool);
        pool.TryOn("AdminDeleteUser", "alice");
        return token;
      },
      "Invalid Refresh Token.");
  AddForBoth(
      rows, "expired",
      [](SignInPool& pool) {
        std::string token = TokenOfAlice(pool);
        pool.service().clock.Advance(30 * kDay);
        return token;
      },
      "Refresh Token has expired");
  AddForBoth(
      rows, "of a disabled user",
      [](SignInPool& pool) {
        std::string token = TokenOfAlice(pool);
        pool.TryOn("AdminDisableUser", "alice");
        return token;
      },
      "User is disabled.");
  AddForBoth(
      rows, "revoked",
      [](SignInPool& pool) {
        std::string token = TokenOfAlice(pool);
        pool.TryOn("AdminUserGlobalSignOut", "alice");
        return token;
      },
      "Refresh Token has been revoked");
  return rows;
}

TracedRefusals OfClients() {
  return {
      {"a replaced token", [](SignInPool& pool) { return GetTokens(pool, ReplacedToken(pool)); },
       "RefreshTokenReuseException: Refresh token has been invalidated by rotation.",
       "refresh token: refused (Refresh token has been invalidated by rotation.)"},
      {"a replaced token of a client that has stopped rotating",
       [](SignInPool& pool) {
         const std::string token = ReplacedToken(pool);
         pool.Call("UpdateUserPoolClient", TextMember("ClientId", pool.client()) + "," + kFlows + "," + Rotation("DISABLED"));
         return Refresh(pool, token);
       },
       "NotAuthorizedException: Invalid Refresh Token.",
       "refresh token: refused (the token was replaced when the client still rotated them)"},
      {"no secret hash", [](SignInPool& pool) { return Refresh(pool, TokenOfSecretClient(pool)); },
       "NotAuthorizedException: Client {} is configured with secret but SECRET_HASH was not received",
       "secret hash: refused (Client {} is configured with secret but SECRET_HASH was not received)"},
      {"a wrong secret hash",
       [](SignInPool& pool) {
         const std::string token = TokenOfSecretClient(pool);
         return pool.Initiate("REFRESH_TOKEN", {{"REFRESH_TOKEN", token}, {"SECRET_HASH", Hash(pool, "bob")}});
       },
       "NotAuthorizedException: SecretHash does not match for the client: {}",
       "secret hash: refused (SecretHash does not match for the client: {})"},
      {"no secret", [](SignInPool& pool) { return GetTokens(pool, TokenOfSecretClient(pool)); },
       "NotAuthorizedException: Client {} is configured with secret but secret was not received",
       "client secret: refused (Client {} is configured with secret but secret was not received)"},
      {"a wrong secret",
       [](SignInPool& pool) {
         const std::string token = TokenOfSecretClient(pool);
         return GetTokens(pool, token, R"("ClientSecret":"no_secret_of_a_client_at_all")");
       },
       "NotAuthorizedException: Unable to verify secret for client {}", "client secret: refused (Unable to verify secret for client {})"},
      {"an unknown client",
       [](SignInPool& pool) {
         pool.UseClient("nobodysclient");
         return GetTokens(pool, "x");
       },
       "ResourceNotFoundException: User pool client nobodysclient does not exist.",
       "client: refused (User pool client nobodysclient does not exist.)"},
  };
}

}  // namespace

TracedRefusals RefusedRefreshes() {
  TracedRefusals rows = OfTokens();
  for (TracedRefusal& row : OfClients()) {
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace rockpool::support
