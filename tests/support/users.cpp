#include "tests/support/users.h"

#include <gtest/gtest.h>

#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/clients/client_in_use.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/sign_in/issue_tokens.h"
#include "storage/store.h"

namespace rockpool::support {
namespace {

std::string Named(std::string_view user_pool_id, std::string_view username) {
  return R"("UserPoolId":")" + std::string(user_pool_id) + R"(","Username":")" + std::string(username) + '"';
}

void Change(TestService& service, std::string_view user_pool_id, std::string_view username, const auto& change) {
  service.world().store.Write([&](storage::Transaction& transaction) {
    const pools::SharedPool pool = pools::UsePoolOf(transaction, service.world().caches, user_pool_id);
    accounts::User user = accounts::RequireUser(transaction, *pool, username);
    change(user);
    accounts::Save(transaction, *pool, service.clock.Now(), user);
  });
}

}  // namespace

std::string AttributeList(const std::vector<NameAndValue>& attributes) {
  std::string list;
  for (const NameAndValue& attribute : attributes) {
    list += (list.empty() ? "" : ",") + (R"({"Name":")" + std::string(attribute.name) + R"(","Value":")") + std::string(attribute.value) +
            R"("})";
  }
  return "[" + list + "]";
}

void CreateUser(TestService& service, std::string_view user_pool_id, std::string_view username, const std::vector<NameAndValue>& attributes,
                std::string_view password) {
  const std::string named = Named(user_pool_id, username);
  EXPECT_EQ(OutcomeOf(service.Call("AdminCreateUser",
                                   "{" + named + R"(,"MessageAction":"SUPPRESS","UserAttributes":)" + AttributeList(attributes) + "}")),
            kOk);
  EXPECT_EQ(
      OutcomeOf(service.Call("AdminSetUserPassword", "{" + named + R"(,"Permanent":true,"Password":")" + std::string(password) + R"("})")),
      kOk);
}

accounts::User UserOf(TestService& service, std::string_view user_pool_id, std::string_view username) {
  const auto user = service.world().store.Read([&](const storage::Transaction& transaction) {
    return accounts::FindUser(transaction, *pools::UsePoolOf(transaction, service.world().caches, user_pool_id), username);
  });
  EXPECT_TRUE(user) << username;
  return user.value_or(accounts::User());
}

std::string AttributeOf(TestService& service, std::string_view user_pool_id, std::string_view username, std::string_view attribute) {
  const accounts::User user = UserOf(service, user_pool_id, username);
  const std::string* value = accounts::FindAttribute(user, attribute);
  return value == nullptr ? "" : *value;
}

std::string StatusOf(TestService& service, std::string_view user_pool_id, std::string_view username) {
  return std::string(api::ToText(UserOf(service, user_pool_id, username).status()));
}

void SetStatus(TestService& service, std::string_view user_pool_id, std::string_view username, api::UserStatusType status) {
  Change(service, user_pool_id, username, [&](accounts::User& user) { user.content.UserStatus = status; });
}

void PreferFactor(TestService& service, std::string_view user_pool_id, std::string_view username, std::string_view factor) {
  Change(service, user_pool_id, username, [&](accounts::User& user) { user.content.PreferredMfaSetting = factor; });
}

api::AuthenticationResultType TokensOf(TestService& service, std::string_view client_id, std::string_view username) {
  const world::World& world = service.world();
  const sign_in::TokenGrant grant = world.store.Read([&](const storage::Transaction& transaction) {
    clients::SharedClient client = clients::UseClient(transaction, world.caches, client_id);
    accounts::User user = accounts::RequireUser(transaction, *client->pool, username);
    return sign_in::GrantOfApi(world, std::move(client), std::move(user), {});
  });
  return sign_in::IssueTokens(world, grant);
}

std::string TokenOf(TestService& service, std::string_view client_id, std::string_view username) {
  return TokensOf(service, client_id, username).AccessToken.value_or("");
}

std::vector<storage::Message> MessagesOf(TestService& service, std::string_view user_pool_id) {
  storage::MessageFilter filter;
  filter.user_pool_id = user_pool_id;
  return service.world().store.Read(
      [&](const storage::Transaction& transaction) { return transaction.messages().List(filter, storage::Messages::kKeptOfPool); });
}

storage::Message LastMessageOf(TestService& service, std::string_view user_pool_id) {
  const std::vector<storage::Message> messages = MessagesOf(service, user_pool_id);
  EXPECT_FALSE(messages.empty()) << "nothing was sent";
  return messages.empty() ? storage::Message() : messages.back();
}

std::string LastCodeOf(TestService& service, std::string_view user_pool_id) { return LastMessageOf(service, user_pool_id).code; }

std::string OtherCode(const std::string& code) { return code == "000000" ? "000001" : "000000"; }

std::string SecretHash(std::string_view secret, std::string_view username, std::string_view client_id) {
  const crypto::Sha256Digest digest = crypto::HmacSha256(secret, std::string(username) + std::string(client_id));
  return crypto::Base64Encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace rockpool::support
