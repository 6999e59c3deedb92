#include "server/risk/rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/risk/addresses.h"

namespace rockpool::risk {
namespace {

// The best known ones that a policy of AWS's defaults lets pass, or a weak one.
constexpr std::array<std::string_view, 16> kKnown{"password",  "password1", "Password1", "Password1!", "Password123!", "P@ssw0rd",
                                                  "P@ssw0rd1", "Passw0rd!", "12345678",  "123456789",  "qwerty123",    "Qwerty123!",
                                                  "Welcome1!", "iloveyou",  "letmein1",  "Admin123!"};

[[noreturn]] void Refuse(const std::string& message) { throw api::InvalidParameterException(message); }

void Check(const Rule& rule) {
  if (rule.username.empty() && rule.ip_address.empty()) {
    Refuse("A rule has a Username or an ipAddress.");
  }
  if (!rule.username.empty() && rule.user_pool_id.empty()) {
    Refuse("A rule of a Username has a UserPoolId.");
  }
  if (!rule.ip_address.empty() && !IsAddress(rule.ip_address)) {
    Refuse("ipAddress must be an IPv4 or IPv6 address.");
  }
  if (!rule.level && !rule.is_compromised) {
    Refuse("A rule has a level, or compromised is true.");
  }
  if (rule.times && (*rule.times == 0 || *rule.times > Rules::kMaxTimes)) {
    Refuse("times must be a whole number from 1 to " + std::to_string(Rules::kMaxTimes) + ".");
  }
}

bool IsCalled(const accounts::User& user, const std::string& name) {
  constexpr std::array<std::string_view, 4> kNames{"sub", "email", "phone_number", "preferred_username"};
  return user.username() == name || std::ranges::any_of(kNames, [&](std::string_view attribute) {
           const std::string* value = accounts::FindAttribute(user, attribute);
           return value != nullptr && *value == name;
         });
}

}  // namespace

Rules::Rules() = default;

void Rules::Add(std::vector<Rule> rules) {
  std::ranges::for_each(rules, Check);
  if (!rules_.Add(std::move(rules), kMaxRules)) {
    Refuse("There may be " + std::to_string(kMaxRules) + " rules at most.");
  }
}

void Rules::AddPasswords(const std::vector<std::string>& passwords) {
  std::set<std::string, std::less<>> digests;
  for (const std::string& password : passwords) {
    if (password.empty() || password.size() > kMaxPasswordBytes) {
      Refuse("A password has from 1 to " + std::to_string(kMaxPasswordBytes) + " bytes.");
    }
    digests.insert(crypto::Sha256(password));
  }
  const util::LockGuard lock(mutex_);
  digests.insert(added_.begin(), added_.end());
  if (digests.size() > kMaxPasswords) {
    Refuse("There may be " + std::to_string(kMaxPasswords) + " passwords at most.");
  }
  added_ = std::move(digests);
}

std::size_t Rules::passwords() const {
  const util::LockGuard lock(mutex_);
  return added_.size();
}

void Rules::Clear() {
  rules_.Clear();
  const util::LockGuard lock(mutex_);
  added_.clear();
}

std::optional<Rule> Rules::Take(std::string_view user_pool_id, const accounts::User& user, const std::string& address) {
  return rules_.Take([&](const Rule& rule) {
    return (rule.user_pool_id.empty() || rule.user_pool_id == user_pool_id) && (rule.username.empty() || IsCalled(user, rule.username)) &&
           (rule.ip_address.empty() || IsSameAddress(rule.ip_address, address));
  });
}

bool Rules::IsCompromised(std::string_view password) const {
  if (std::ranges::find(kKnown, password) != kKnown.end()) {
    return true;
  }
  const util::LockGuard lock(mutex_);
  return !added_.empty() && added_.contains(crypto::Sha256(password));
}

}  // namespace rockpool::risk
