// A pool and the calls about its users.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/store.h"
#include "tests/operations/pool_caller.h"

namespace rockpool::support {

inline constexpr const char* kSub = "11111111-2222-4333-8444-555555555555";
inline constexpr const char* kOtherSub = "66666666-7777-4888-9999-000000000000";
inline constexpr const char* kNoUser = "UserNotFoundException: User does not exist.";
inline constexpr const char* kNoGroup = "ResourceNotFoundException: Group not found.";

// What pools are made with.
inline constexpr const char* kAliases = R"(,"AliasAttributes":["email","phone_number","preferred_username"])";
inline constexpr const char* kNamedByEmail = R"(,"UsernameAttributes":["email"])";
inline constexpr const char* kIgnoringCase = R"(,"UsernameConfiguration":{"CaseSensitive":false})";

// Like "UserAttributes":[{"Name":"email","Value":"a@example.com"}].
inline std::string Attributes(const std::vector<std::pair<std::string, std::string>>& attributes) {
  std::string list;
  for (const auto& [name, value] : attributes) {
    list += std::string(list.empty() ? "" : ",") + R"({"Name":")" + name + R"(","Value":")" + value + R"("})";
  }
  return R"("UserAttributes":[)" + list + "]";
}

inline std::string FixedSub(std::string_view sub) { return R"("ClientMetadata":{"_custom_id_":")" + std::string(sub) + R"("})"; }

class UsersPool : public PoolCaller {
 public:
  // As PoolCaller's.
  explicit UsersPool(TestService& service, std::string_view more = "") : PoolCaller(service, more), service_(service) {}

  // A call about one user; `members` follow pool and name.
  Answer Of(std::string_view operation, std::string_view name, std::string_view members = "") const {
    return Call(operation, JoinedMembers(TextMember("Username", name), members));
  }
  std::string TryOf(std::string_view operation, std::string_view name, std::string_view members = "") const {
    return OutcomeOf(Of(operation, name, members));
  }

  // A new user with a password of the test's, whom nobody invites.
  void Add(std::string_view name, std::string_view members = "") const {
    EXPECT_EQ(TryOf("AdminCreateUser", name, JoinedMembers(R"("TemporaryPassword":"Secret-1","MessageAction":"SUPPRESS")", members)), kOk);
  }

  // Like "email=a@example.com email_verified=true": in the order of the answer, without the sub, which is always the first.
  std::string AttributesOf(std::string_view name) const {
    const Answer user = Of("AdminGetUser", name);
    std::string text;
    if (user.TextAt("UserAttributes.0.Name") != "sub") {
      return "no sub at the beginning";
    }
    for (rapidjson::SizeType i = 1; i < user.At("UserAttributes").Size(); ++i) {
      const std::string at = "UserAttributes." + std::to_string(i) + ".";
      text += (i == 1 ? "" : " ") + user.TextAt(at + "Name") + "=" + user.TextAt(at + "Value");
    }
    return text;
  }
  std::string StatusOf(std::string_view name) const { return Of("AdminGetUser", name).TextAt("UserStatus"); }

  // What waits in the outbox, the newest last.
  std::vector<storage::Message> Messages() const {
    storage::MessageFilter filter;
    filter.user_pool_id = id();
    return service_.world().store.Read([&](const storage::Transaction& transaction) { return transaction.messages().List(filter, 1000); });
  }

  // The names of the users that a list shows at the path, like "ada bob".
  static std::string NamesIn(const Answer& answer, std::string_view member = "Username") {
    std::string names;
    const auto& users = answer.At("Users");
    for (rapidjson::SizeType i = 0; users.IsArray() && i < users.Size(); ++i) {
      names += (i == 0 ? "" : " ") + answer.TextAt("Users." + std::to_string(i) + "." + std::string(member));
    }
    return names;
  }

 private:
  TestService& service_;
};

}  // namespace rockpool::support
