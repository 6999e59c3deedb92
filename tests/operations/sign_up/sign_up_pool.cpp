#include "tests/operations/sign_up/sign_up_pool.h"

#include <utility>

#include "server/accounts/names.h"
#include "server/clients/client_in_use.h"
#include "server/sign_in/issue_tokens.h"
#include "storage/store.h"

namespace rockpool::support {
namespace {

std::string WithToken(std::string_view token, std::string_view members) {
  return "{" + JoinedMembers(TextMember("AccessToken", token), members) + "}";
}

// Of a scope that no token-authorised operation takes.
std::string TokenOfOtherScope(TestService& service, const SignUpPool& pool, std::string_view username) {
  const world::World& world = service.world();
  sign_in::TokenGrant grant = world.store.Read([&](const storage::Transaction& transaction) {
    clients::SharedClient client = clients::UseClient(transaction, world.caches, pool.client());
    accounts::User user = accounts::RequireUser(transaction, *client->pool, username);
    return sign_in::GrantOfApi(world, std::move(client), std::move(user), {});
  });
  grant.scope = "openid email";
  return sign_in::IssueTokens(world, grant).AccessToken.value_or("");
}

}  // namespace

Settings WithLimits() {
  Settings settings;
  settings.accounts.attempt_limits = accounts::AttemptLimits::kAws;
  return settings;
}

std::string AttributesMember(const std::vector<NameAndValue>& attributes) { return R"("UserAttributes":)" + AttributeList(attributes); }

SignUpPool::SignUpPool(TestService& service, const PoolKind& kind) : PoolCaller(service, kind.pool), service_(service) {
  const Answer created = Call("CreateUserPoolClient", JoinedMembers(TextMember("ClientName", "app"), kind.client));
  EXPECT_EQ(OutcomeOf(created), kOk);
  client_ = created.TextAt("UserPoolClient.ClientId");
  secret_ = created.Has("UserPoolClient.ClientSecret") ? created.TextAt("UserPoolClient.ClientSecret") : "";
}

Answer SignUpPool::CallFor(std::string_view operation, std::string_view username, std::string_view members) const {
  std::string all = JoinedMembers(TextMember("ClientId", client_), TextMember("Username", username));
  if (!secret_.empty()) {
    all = JoinedMembers(all, TextMember("SecretHash", SecretHash(secret_, username, client_)));
  }
  return service_.Call(operation, "{" + JoinedMembers(all, members) + "}");
}

std::string SignUpPool::TryFor(std::string_view operation, std::string_view username, std::string_view members) const {
  return OutcomeOf(CallFor(operation, username, members));
}

Answer SignUpPool::SignUp(std::string_view username, const std::vector<NameAndValue>& attributes, std::string_view members) const {
  const std::string all = JoinedMembers(TextMember("Password", kPassword), AttributesMember(attributes));
  return CallFor("SignUp", username, JoinedMembers(all, members));
}

std::string SignUpPool::TrySignUp(std::string_view username, const std::vector<NameAndValue>& attributes, std::string_view members) const {
  return OutcomeOf(SignUp(username, attributes, members));
}

std::string SignUpPool::TryConfirm(std::string_view username, std::string_view code, std::string_view members) const {
  return TryFor("ConfirmSignUp", username, JoinedMembers(TextMember("ConfirmationCode", code), members));
}

std::string SignUpPool::TryRecover(std::string_view username, std::string_view code, std::string_view password) const {
  return TryFor("ConfirmForgotPassword", username, JoinedMembers(TextMember("ConfirmationCode", code), TextMember("Password", password)));
}

void SignUpPool::Create(std::string_view username, const std::vector<NameAndValue>& attributes) const {
  CreateUser(service_, id(), username, attributes);
}

void SignUpPool::CreateReachable(std::string_view username) const {
  Create(username, {{"email", "a@example.com"}, {"email_verified", "true"}});
}

Answer SignUpPool::CallHolding(std::string_view username, std::string_view operation, std::string_view members) const {
  return service_.Call(operation, WithToken(TokenOf(service_, client_, username), members));
}

std::string SignUpPool::TryHolding(std::string_view username, std::string_view operation, std::string_view members) const {
  return OutcomeOf(CallHolding(username, operation, members));
}

std::string SignUpPool::Attribute(std::string_view username, std::string_view attribute) const {
  return AttributeOf(service_, id(), username, attribute);
}

std::string SignUpPool::Status(std::string_view username) const { return StatusOf(service_, id(), username); }

void SignUpPool::Change(std::string_view username, const std::vector<NameAndValue>& attributes) const {
  EXPECT_EQ(Try("AdminUpdateUserAttributes", JoinedMembers(TextMember("Username", username), AttributesMember(attributes))), kOk);
}

void SignUpPool::Disable(std::string_view username) const { EXPECT_EQ(Try("AdminDisableUser", TextMember("Username", username)), kOk); }

void ExpectClientThenSecret(TestService& service, std::string_view operation, std::string_view members, std::string_view next) {
  const SignUpPool pool(service, {.client = R"("GenerateSecret":true)"});
  const auto tried = [&](std::string_view client, std::string_view more) {
    const std::string named = JoinedMembers(TextMember("ClientId", client), TextMember("Username", "nobody"));
    return OutcomeOf(service.Call(operation, "{" + JoinedMembers(JoinedMembers(named, members), more) + "}"));
  };
  EXPECT_EQ(tried("unknown", R"("SecretHash":"wrong")"), "ResourceNotFoundException: User pool client unknown does not exist.");
  EXPECT_EQ(tried(pool.client(), ""),
            "NotAuthorizedException: Client " + pool.client() + " is configured with secret but SECRET_HASH was not received");
  const std::string unverified = "NotAuthorizedException: Unable to verify secret hash for client " + pool.client();
  EXPECT_EQ(tried(pool.client(), R"("SecretHash":"wrong")"), unverified);
  EXPECT_EQ(tried(pool.client(), TextMember("SecretHash", SecretHash(pool.secret(), "somebody", pool.client()))), unverified);
  EXPECT_EQ(tried(pool.client(), TextMember("SecretHash", SecretHash(pool.secret(), "nobody", pool.client()))), next);
  const std::string second =
      pool.Call("AddUserPoolClientSecret", TextMember("ClientId", pool.client())).TextAt("ClientSecretDescriptor.ClientSecretValue");
  EXPECT_EQ(tried(pool.client(), TextMember("SecretHash", SecretHash(second, "nobody", pool.client()))), next);
}

void ExpectRowsOfNobody(TestService& service, std::string_view user_pool_id, std::string_view name) {
  service.world().store.Read([&](const storage::Transaction& transaction) {
    for (const char* kind : {"code_of_nobody", "message_of_nobody"}) {
      const auto row = transaction.attempts().Find(user_pool_id, name, kind);
      ASSERT_TRUE(row) << kind;
      EXPECT_EQ(row->expires_millis, service.clock.Now() + kHour);
    }
  });
}

void ExpectTokenFirst(TestService& service, std::string_view operation, std::string_view members) {
  const SignUpPool pool(service);
  const auto tried = [&](std::string_view token) { return OutcomeOf(service.Call(operation, WithToken(token, members))); };
  const auto token_of = [&](std::string_view username) {
    pool.Create(username);
    return TokenOf(service, pool.client(), username);
  };
  const std::string garbage = "NotAuthorizedException: Invalid Access Token";
  EXPECT_EQ(tried("garbage"), garbage);
  const std::string good = token_of("held");
  EXPECT_EQ(tried(TokensOf(service, pool.client(), "held").IdToken.value_or("")), garbage);
  EXPECT_EQ(tried(good.substr(0, good.rfind('.') + 1) + std::string(342, 'A')), garbage) << "another signature";
  EXPECT_EQ(tried(TokenOfOtherScope(service, pool, "held")), "NotAuthorizedException: Access Token does not have required scopes");

  const std::string revoked = token_of("revoked");
  EXPECT_EQ(pool.Try("AdminUserGlobalSignOut", R"("Username":"revoked")"), kOk);
  EXPECT_EQ(tried(revoked), "NotAuthorizedException: Access Token has been revoked");
  const std::string disabled = token_of("disabled");
  pool.Disable("disabled");
  EXPECT_EQ(tried(disabled), "NotAuthorizedException: Access Token has been revoked");
  const std::string deleted = token_of("deleted");
  EXPECT_EQ(pool.Try("AdminDeleteUser", R"("Username":"deleted")"), kOk);
  EXPECT_EQ(tried(deleted), "UserNotFoundException: User does not exist.");
  const std::string reset = token_of("reset");
  SetStatus(service, pool.id(), "reset", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(tried(reset), "PasswordResetRequiredException: Password reset required for the user");
  const std::string unconfirmed = token_of("unconfirmed");
  SetStatus(service, pool.id(), "unconfirmed", api::UserStatusType::UNCONFIRMED);
  EXPECT_EQ(tried(unconfirmed), "UserNotConfirmedException: User is not confirmed.");
  service.clock.Advance(24 * kHour);
  EXPECT_EQ(tried(good), "NotAuthorizedException: Access Token has expired");
}

}  // namespace rockpool::support
