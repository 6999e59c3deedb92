// What a test says of the risk of events, in the place of AWS's engine, which learns: without a rule nothing is risky. Setting rules over
// HTTP is the workbench's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/util/fault_list.h"
#include "server/util/thread_safety.h"

namespace rockpool::risk {

// Of a user or of an address.
struct Rule {
  std::string user_pool_id = {};  // empty: any, of an address alone
  std::string username = {};      // or one of the user's addresses, his sub, his preferred_username; empty: whoever comes from the address
  std::string ip_address = {};    // empty: wherever the user is
  std::optional<api::RiskLevelType> level = std::nullopt;
  bool is_compromised = false;                        // the password, whichever is shown
  std::optional<std::uint32_t> times = std::nullopt;  // how many events it still meets; nullopt: all, until Clear

  bool operator==(const Rule&) const = default;
};

// Any thread.
class Rules {
 public:
  static constexpr std::size_t kMaxRules = 1000;
  static constexpr std::uint32_t kMaxTimes = 1'000'000;
  static constexpr std::size_t kMaxPasswords = 1000;
  static constexpr std::size_t kMaxPasswordBytes = 1024;

  Rules();

  // Puts them behind those that are there; all of them or, with api::InvalidParameterException, none. Refused is a rule of a user without a
  // pool, of neither a user nor an address, of what is no address, that says nothing, and what is out of bounds.
  void Add(std::vector<Rule> rules);

  // More passwords that are compromised, beside a small list of the best known ones. Throws api::InvalidParameterException for what is out
  // of bounds.
  void AddPasswords(const std::vector<std::string>& passwords) ROCKPOOL_EXCLUDES(mutex_);

  // In the order in which they were added, without those that are used up.
  std::vector<Rule> List() const { return rules_.List(); }
  // How many passwords were added.
  std::size_t passwords() const ROCKPOOL_EXCLUDES(mutex_);
  void Clear() ROCKPOOL_EXCLUDES(mutex_);

  // The first rule that meets the event, counted as one event less. So it is asked once for an event, and not inside a write, which may run
  // twice. One relaxed load if there are no rules at all.
  std::optional<Rule> Take(std::string_view user_pool_id, const accounts::User& user, const std::string& address);

  bool IsCompromised(std::string_view password) const ROCKPOOL_EXCLUDES(mutex_);

 private:
  util::FaultList<Rule> rules_;
  mutable util::Mutex mutex_;
  std::set<std::string, std::less<>> added_ ROCKPOOL_GUARDED_BY(mutex_);  // digests
};

// What app gives this storey, in world::Settings.
struct Settings {
  std::shared_ptr<Rules> rules;  // nullptr: nothing is risky, and no password is known
};

}  // namespace rockpool::risk
