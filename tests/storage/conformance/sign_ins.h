// Pools with users, for the tests of what belongs to them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {

using Names = std::vector<std::string>;

// Two pools, each with the users anna and bert and the client that its name says; the first with the groups a and b.
class SignInsContract : public BackendTest {
 protected:
  auto Write(auto function) {
    return store().Write([&](Transaction& transaction) { return function(transaction); });
  }
  auto Read(auto function) {
    return store().Read([&](const Transaction& transaction) { return function(transaction); });
  }
  SignInsContract() {
    Write([&](Transaction& transaction) {
      for (const std::string pool : {"pool", "other"}) {
        transaction.user_pools().Insert(PoolNamed(pool));
        transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed(pool, "client of " + pool));
      }
      transaction.resources(ResourceKind::kGroup).Insert(ResourceNamed("pool", "b"));
      transaction.resources(ResourceKind::kGroup).Insert(ResourceNamed("pool", "a"));
      anna_ = transaction.users().Insert(UserNamed("pool", "anna"), {});
      bert_ = transaction.users().Insert(UserNamed("pool", "bert"), {});
      stranger_ = transaction.users().Insert(UserNamed("other", "anna"), {});
    });
  }
  std::int64_t InsertFamily(const std::string& name, std::int64_t user) {
    return Write([&](Transaction& transaction) { return transaction.refresh_families().Insert(FamilyOf(name, "pool", kClient, user)); });
  }
  void InsertToken(const RefreshToken& token) {
    Write([&](Transaction& transaction) { transaction.refresh_families().InsertToken(token); });
  }
  std::optional<RefreshFamily> Family(std::int64_t number) {
    return Read([&](const Transaction& transaction) { return transaction.refresh_families().Find(number); });
  }
  bool Add(const std::string& group, std::int64_t user) {
    return Write([&](Transaction& transaction) { return transaction.group_members().Add("pool", group, user); });
  }
  Names GroupsOf(std::int64_t user, const std::string& after = "", std::size_t limit = 100) {
    Names names;
    for (const PoolResource& group :
         Read([&](const Transaction& transaction) { return transaction.group_members().GroupsOf(user, after, limit); })) {
      names.push_back(group.key);
    }
    return names;
  }
  std::vector<GroupMember> MembersOf(const std::string& group, std::int64_t after = 0, std::size_t limit = 100) {
    return Read([&](const Transaction& transaction) { return transaction.group_members().MembersOf("pool", group, after, limit); });
  }
  std::int64_t Send(const std::string& pool, const std::string& username, const std::string& destination) {
    return Write([&](Transaction& transaction) { return transaction.messages().Insert(MessageTo(pool, username, destination)); });
  }
  static MessageFilter In(const std::string& pool, const std::string& username = "", const std::string& destination = "",
                          std::int64_t after = 0) {
    return {.user_pool_id = pool, .username = username, .destination = destination, .after = after};
  }
  std::vector<std::int64_t> Sent(const MessageFilter& filter, std::size_t limit = 5'000) {
    std::vector<std::int64_t> numbers;
    for (const Message& message : Read([&](const Transaction& transaction) { return transaction.messages().List(filter, limit); })) {
      numbers.push_back(message.number);
    }
    return numbers;
  }

  static constexpr char kClient[] = "client of pool";
  static constexpr std::int64_t kNobody = 1'000'000;
  std::int64_t anna_ = 0;
  std::int64_t bert_ = 0;
  std::int64_t stranger_ = 0;
};

}  // namespace rockpool::storage::testing
