#include "server/accounts/passwords.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/crypto/srp.h"
#include "server/util/strings.h"

namespace rockpool::accounts {
namespace {

// The symbols that Cognito counts, with the blank that may stand inside (the developer guide, "Password requirements").
constexpr std::string_view kSymbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ";
constexpr std::string_view kUpperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kLowerCase = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDrawnSymbols = "!@#%&*-_=+?";
constexpr std::size_t kDrawnLength = 12;

constexpr util::EpochMillis kDay = 24LL * 60 * 60 * 1000;
constexpr std::int32_t kUsualValidityDays = 7;

api::PasswordPolicyType PolicyOf(const pools::PoolInUse& pool) {
  return pool.settings.Policies && pool.settings.Policies->PasswordPolicy ? *pool.settings.Policies->PasswordPolicy
                                                                          : api::PasswordPolicyType();
}

bool HasAnyOf(std::string_view password, std::string_view characters) {
  return password.find_first_of(characters) != std::string_view::npos;
}

std::string_view BrokenRule(const api::PasswordPolicyType& policy, std::string_view password) {
  if (util::Utf16Length(password) < static_cast<std::size_t>(policy.MinimumLength.value_or(6))) {
    return "Password not long enough";
  }
  if (policy.RequireUppercase.value_or(false) && !HasAnyOf(password, kUpperCase)) {
    return "Password must have uppercase characters";
  }
  if (policy.RequireLowercase.value_or(false) && !HasAnyOf(password, kLowerCase)) {
    return "Password must have lowercase characters";
  }
  if (policy.RequireNumbers.value_or(false) && !HasAnyOf(password, kDigits)) {
    return "Password must have numeric characters";
  }
  if (policy.RequireSymbols.value_or(false) && !HasAnyOf(password, kSymbols)) {
    return "Password must have symbol characters";
  }
  return {};
}

std::string Bytes(const crypto::Sha256Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

}  // namespace

void CheckPolicy(const pools::PoolInUse& pool, std::string_view password, std::string_view wording) {
  if (const std::string_view broken = BrokenRule(PolicyOf(pool), password); !broken.empty()) {
    throw api::InvalidPasswordException(std::string(wording) + std::string(broken));
  }
}

std::string DrawTemporaryPassword(const pools::PoolInUse& pool, util::Random& random) {
  const auto shortest = static_cast<std::size_t>(PolicyOf(pool).MinimumLength.value_or(6));
  std::string password;
  for (const std::string_view alphabet : {kUpperCase, kLowerCase, kDigits, kDrawnSymbols}) {
    password += util::RandomText(random, alphabet, 1);
  }
  const std::string all = std::string(kUpperCase) + std::string(kLowerCase) + std::string(kDigits) + std::string(kDrawnSymbols);
  return password + util::RandomText(random, all, std::max(shortest, kDrawnLength) - password.size());
}

storage::PasswordVerifier MakeVerifier(const pools::PoolInUse& pool, std::string_view username, std::string_view password,
                                       util::Random& random) {
  std::array<unsigned char, crypto::kSrpSaltBytes> salt{};
  random.Fill(salt);
  crypto::SrpVerifier made =
      crypto::MakeSrpVerifier(pool.srp_name(), username, password, {reinterpret_cast<const char*>(salt.data()), salt.size()});
  return {std::move(made.salt), std::move(made.verifier)};
}

bool IsPassword(const pools::PoolInUse& pool, std::string_view username, std::string_view password,
                const storage::PasswordVerifier& verifier) {
  return crypto::VerifySrpPassword({verifier.salt, verifier.verifier}, pool.srp_name(), username, password);
}

storage::PasswordVerifier VerifierOfNobody(const Settings& settings, const pools::PoolInUse& pool, std::string_view name) {
  const std::string named = pool.id + "/" + Fold(pool, name);
  storage::PasswordVerifier nobody;
  nobody.salt = Bytes(crypto::HmacSha256(settings.secret, "salt/" + named)).substr(0, crypto::kSrpSaltBytes);
  // No password has it: a number that nobody can tell from a power of g.
  for (char block = 'a'; nobody.verifier.size() < crypto::kSrpVerifierBytes; ++block) {
    nobody.verifier += Bytes(crypto::HmacSha256(settings.secret, std::string(1, block) + "/" + named));
  }
  nobody.verifier.resize(crypto::kSrpVerifierBytes);
  nobody.verifier.front() = '\0';  // so it is below the modulus
  return nobody;
}

bool HasPassword(const storage::Credentials& credentials) {
  return credentials.password || !credentials.imported_hash.value_or("").empty();
}

std::size_t HistorySize(const pools::PoolInUse& pool) {
  return static_cast<std::size_t>(std::max(PolicyOf(pool).PasswordHistorySize.value_or(0), 0));
}

std::vector<storage::PasswordVerifier> LookAtHistory(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                                     const User& user) {
  const std::size_t size = HistorySize(pool);
  std::vector<storage::PasswordVerifier> earlier;
  if (size == 0) {
    return earlier;
  }
  if (auto credentials = transaction.credentials().Find(user.number()); credentials.password) {
    earlier.push_back(*std::move(credentials.password));
  }
  // The present one counts.
  for (auto& old : transaction.credentials().History(user.number(), size - earlier.size())) {
    earlier.push_back(std::move(old));
  }
  return earlier;
}

void CheckHistory(const pools::PoolInUse& pool, std::string_view username, std::string_view password,
                  const std::vector<storage::PasswordVerifier>& earlier) {
  const bool is_known =
      std::ranges::any_of(earlier, [&](const storage::PasswordVerifier& old) { return IsPassword(pool, username, password, old); });
  if (is_known) {
    // Assumed: the rule is documented, its text is not.
    throw api::PasswordHistoryPolicyViolationException("Password has previously been used");
  }
}

void SetPassword(storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, storage::PasswordVerifier verifier,
                 util::EpochMillis now) {
  storage::Credentials credentials = transaction.credentials().Find(user.number());
  if (const std::size_t size = HistorySize(pool); size > 0 && credentials.password) {
    transaction.credentials().Remember(user.number(), *credentials.password, size);
  }
  credentials.password = std::move(verifier);
  credentials.password_set_millis = now;
  credentials.imported_hash.reset();
  transaction.credentials().Put(user.number(), credentials);
}

bool HasTemporaryPasswordExpired(const pools::PoolInUse& pool, util::EpochMillis set, util::EpochMillis now) {
  const std::int32_t days = PolicyOf(pool).TemporaryPasswordValidityDays.value_or(kUsualValidityDays);
  return now - set > days * kDay;
}

}  // namespace rockpool::accounts
