// How a sign-in is refused when it begins: by its flow, for its parameters, and because of who signs in.
#include <string>

#include "tests/operations/sign_in/traced_refusals.h"

namespace rockpool::support {
namespace {

constexpr const char* kFlows = R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"])";
constexpr const char* kHiding =
    R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"],"PreventUserExistenceErrors":"ENABLED")";

}  // namespace

TracedRefusals RefusedFlows() {
  const auto initiate = [](const char* flow, const char* of_client) {
    return [=](SignInPool& pool) {
      pool.UseClient(pool.AddClient(of_client));
      return pool.Initiate(flow, {});
    };
  };
  constexpr const char* kCustom = R"("ExplicitAuthFlows":["ALLOW_CUSTOM_AUTH"])";
  const std::string invalid = "InvalidParameterException: ";
  const auto row = [&](const char* flow, const char* of_client, const std::string& text) {
    return TracedRefusal{flow, initiate(flow, of_client), invalid + text, "flow: refused (" + text + ")"};
  };
  return {
      row("USER_PASSWORD_AUTH", kCustom, "USER_PASSWORD_AUTH flow not enabled for this client"),
      row("USER_SRP_AUTH", kCustom, "USER_SRP_AUTH is not enabled for the client."),
      row("REFRESH_TOKEN", kCustom, "Auth flow not enabled for this client"),
      row("REFRESH_TOKEN_AUTH", kCustom, "Auth flow not enabled for this client"),
      row("ADMIN_NO_SRP_AUTH", kCustom, "Initiate Auth method not supported."),
      row("ADMIN_USER_PASSWORD_AUTH", kCustom, "Initiate Auth method not supported."),
      row("USER_AUTH", kCustom, "USER_AUTH flow not enabled for this client"),
      row("CUSTOM_AUTH", kFlows, "CUSTOM_AUTH is not enabled for the client."),
      row("CUSTOM_AUTH", kCustom, "Custom auth lambda trigger is not configured for the user pool."),
      {"an administrator's flow",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(kFlows));
         return pool.AdminInitiate("ADMIN_NO_SRP_AUTH", {});
       },
       invalid + "Auth flow not enabled for this client", "flow: refused (Auth flow not enabled for this client)"},
      {"rotation",
       [](SignInPool& pool) {
         pool.UseClient(
             pool.AddClient(std::string(kFlows) + R"(,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0})"));
         return pool.Initiate("REFRESH_TOKEN_AUTH", {});
       },
       "UnsupportedOperationException: Refresh token rotation is enabled; use GetTokensFromRefreshToken.",
       "flow: refused (Refresh token rotation is enabled; use GetTokensFromRefreshToken.)"},
      {"a missing parameter",
       [](SignInPool& pool) {
         return pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice"}});
       },
       invalid + "Missing required parameter PASSWORD", "required parameters: refused (Missing required parameter PASSWORD)"},
      {"a missing refresh token", [](SignInPool& pool) { return pool.Initiate("REFRESH_TOKEN_AUTH", {}); },
       invalid + "Missing required parameter REFRESH_TOKEN", "required parameters: refused (Missing required parameter REFRESH_TOKEN)"},
      {"a missing SRP_A",
       [](SignInPool& pool) {
         return pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "alice"}});
       },
       invalid + "Missing required parameter SRP_A", "required parameters: refused (Missing required parameter SRP_A)"},
      {"an unknown client",
       [](SignInPool& pool) {
         pool.UseClient("nobodysclient");
         return pool.ByPassword("alice");
       },
       "ResourceNotFoundException: User pool client nobodysclient does not exist.",
       "client: refused (User pool client nobodysclient does not exist.)"},
  };
}

TracedRefusals RefusedUsers() {
  const std::string wrong = "NotAuthorizedException: Incorrect username or password.";
  return {
      {"nobody", [](SignInPool& pool) { return pool.ByPassword("nobody"); }, "UserNotFoundException: User does not exist.",
       "user exists: refused (the pool has no such user)"},
      {"nobody whom the client hides",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(kHiding));
         return pool.ByPassword("nobody");
       },
       wrong, "password: refused (the pool has no such user)"},
      {"nobody's proof",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(kHiding));
         return pool.BySrp("nobody");
       },
       wrong, "password proof: refused (the pool has no such user)"},
      {"a wrong password",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         pool.ByPassword("alice", kWrongPassword);
         return pool.ByPassword("alice", kWrongPassword);
       },
       wrong, "password: refused (the password is wrong, failure 2 in a row)"},
      {"a wrong proof",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         return pool.BySrp("alice", kWrongPassword);
       },
       wrong, "password proof: refused (the password is wrong, failure 1 in a row)"},
      {"no password",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         pool.service().world().store.Write([&](storage::Transaction& transaction) {
           transaction.credentials().Put(transaction.users().Find(pool.id(), "alice")->number, {});
         });
         return pool.ByPassword("alice");
       },
       wrong, "password: refused (the user has no password)"},
      {"SRP_A",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         return pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "alice"}, {"SRP_A", "0"}});
       },
       "InvalidParameterException: Invalid SRP_A.", "SRP_A: refused (Invalid SRP_A.)"},
      {"disabled",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         pool.TryOn("AdminDisableUser", "alice");
         return pool.ByPassword("alice");
       },
       "NotAuthorizedException: User is disabled.", "user is enabled: refused (User is disabled.)"},
      {"a reset",
       [](SignInPool& pool) {
         pool.AddUser("alice", {{"email", "a@example.com"}, {"email_verified", "true"}});
         pool.TryOn("AdminResetUserPassword", "alice");
         return pool.ByPassword("alice");
       },
       "PasswordResetRequiredException: Password reset required for the user",
       "no password reset is required: refused (Password reset required for the user)"},
      {"locked",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         for (int i = 0; i < 5; ++i) {
           pool.ByPassword("alice", kWrongPassword);
         }
         return pool.ByPassword("alice");
       },
       "NotAuthorizedException: Password attempts exceeded", "lockout: refused (5 failures in a row)"},
      {"an old temporary password",
       [](SignInPool& pool) {
         pool.Invite("alice");
         pool.service().clock.Advance(8LL * 24 * 60 * 60 * 1000);
         return pool.ByPassword("alice");
       },
       "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.",
       "temporary password is young enough: refused (Temporary password has expired and must be reset by an administrator.)"},
      {"unconfirmed",
       [](SignInPool& pool) {
         pool.service().Call("SignUp", "{" + TextMember("ClientId", pool.client()) + R"(,"Username":"alice",)" +
                                           TextMember("Password", kRightPassword) + "}");
         return pool.ByPassword("alice");
       },
       "UserNotConfirmedException: User is not confirmed.", "user is confirmed: refused (User is not confirmed.)"},
      {"the secret",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(std::string(R"("GenerateSecret":true,)") + kFlows));
         Answer answer = pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice"}, {"PASSWORD", "x"}, {"SECRET_HASH", "wrong"}});
         return answer;
       },
       "NotAuthorizedException: Unable to verify secret hash for client {}",
       "secret hash: refused (Unable to verify secret hash for client {})"},
      {"a missing secret hash",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(std::string(R"("GenerateSecret":true,)") + kFlows));
         return pool.ByPassword("alice");
       },
       "NotAuthorizedException: Client {} is configured with secret but SECRET_HASH was not received",
       "secret hash: refused (Client {} is configured with secret but SECRET_HASH was not received)"},
  };
}

}  // namespace rockpool::support
