#include "server/sign_in/levels.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "server/pools/acr_levels.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

bool Has(std::span<const std::string> methods, std::string_view wanted) { return std::ranges::find(methods, wanted) != methods.end(); }

bool HasPasskey(std::span<const std::string> methods) {
  return Has(methods, method::kPlatformPasskey) || Has(methods, method::kRoamingPasskey);
}

bool HasMessage(std::span<const std::string> methods) { return Has(methods, method::kSms) || Has(methods, method::kEmail); }

// What a right answer proves. Of a passkey either name will do here.
const char* MethodOf(Question question) {
  switch (question) {
    case Question::PASSWORD:
    case Question::PASSWORD_SRP:
      return method::kPassword;
    case Question::EMAIL_OTP:
      return method::kEmail;
    case Question::SMS_OTP:
    case Question::SMS_MFA:
      return method::kSms;
    case Question::SOFTWARE_TOKEN_MFA:
      return method::kAuthenticator;
    default:
      return method::kRoamingPasskey;
  }
}

int LevelWith(std::span<const std::string> proved, std::initializer_list<const char*> more) {
  Methods all(proved.begin(), proved.end());
  all.insert(all.end(), more.begin(), more.end());
  return LevelOf(all);
}

std::vector<Question> Those(std::span<const Question> questions, const auto& is_wanted) {
  std::vector<Question> wanted;
  std::ranges::copy_if(questions, std::back_inserter(wanted), is_wanted);
  return wanted;
}

bool CanAdd(int level, std::span<const std::string> proved, Question second) { return LevelWith(proved, {MethodOf(second)}) >= level; }

// A first factor that stands alone is not taken for a lower level than its own (the guide's table: no passkey for the second one). What a
// second one is added to may reach more than was asked for.
bool LeadsTo(int level, std::span<const std::string> proved, Question first, const Reach& reach) {
  const char* const method = MethodOf(first);
  const int alone = LevelWith(proved, {method});
  if (proved.empty() ? alone == level : alone >= level) {
    return true;
  }
  Methods with(proved.begin(), proved.end());
  with.emplace_back(method);
  constexpr int kOfTwoFactors = 3;
  return level >= kOfTwoFactors && method == std::string_view(method::kPassword) &&
         std::ranges::any_of(reach.second, [&](Question second) { return CanAdd(level, with, second); });
}

}  // namespace

int LevelOf(std::span<const std::string> methods) {
  const bool has_password = Has(methods, method::kPassword);
  if (has_password && Has(methods, method::kAuthenticator)) {
    return 4;
  }
  if (HasPasskey(methods) || (has_password && HasMessage(methods))) {
    return 3;
  }
  if (HasMessage(methods)) {
    return 2;
  }
  return has_password ? 1 : 0;
}

Methods AmrOf(std::span<const std::string> methods) {
  Methods amr;
  for (const std::string& proved : methods) {
    if (proved != method::kSeveral && !Has(amr, proved)) {
      amr.push_back(proved);
    }
  }
  if (std::ranges::count_if(amr, [](const std::string& proved) { return proved != method::kFederated; }) > 1) {
    amr.emplace_back(method::kSeveral);
  }
  return amr;
}

const std::string& AcrOf(const api::UserPoolType& pool, int level) {
  return pool.AcrConfiguration.value().find(pools::kAcrLevels.at(static_cast<std::size_t>(level) - 1))->second.AcrValue;
}

std::vector<int> LevelsNamed(const api::UserPoolType& pool, std::string_view acr_values) {
  std::vector<int> levels;
  for (const std::string_view name : util::Split(acr_values, " ")) {
    for (int level = 1; level <= static_cast<int>(pools::kAcrLevels.size()); ++level) {
      if (AcrOf(pool, level) == name && std::ranges::find(levels, level) == levels.end()) {
        levels.push_back(level);
      }
    }
  }
  return levels;
}

std::optional<Missing> MissingFor(int level, std::span<const std::string> proved, const Reach& reach) {
  if (LevelOf(proved) >= level) {
    return Missing{};
  }
  // A password that was proved needs no further first factor, if the user has a second one that will do.
  if (Has(proved, method::kPassword)) {
    Missing missing{{}, Those(reach.second, [&](Question second) { return CanAdd(level, proved, second); })};
    if (!missing.second.empty()) {
      return missing;
    }
  }
  Missing missing{Those(reach.first, [&](Question first) { return LeadsTo(level, proved, first, reach); }), {}};
  return missing.first.empty() ? std::nullopt : std::optional(std::move(missing));
}

std::optional<int> ReachableOf(std::span<const int> levels, std::span<const std::string> proved, const Reach& reach) {
  const auto found = std::ranges::find_if(levels, [&](int level) { return MissingFor(level, proved, reach).has_value(); });
  return found == levels.end() ? std::nullopt : std::optional(*found);
}

bool HasSecondFactor(std::span<const std::string> proved, std::span<const Question> second) {
  const auto is_proved = [&](Question factor) {
    return factor == Question::WEB_AUTHN ? HasPasskey(proved) : Has(proved, MethodOf(factor));
  };
  return Has(proved, method::kPassword) && std::ranges::any_of(second, is_proved);
}

}  // namespace rockpool::sign_in
