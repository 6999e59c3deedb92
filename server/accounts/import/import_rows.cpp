#include "server/accounts/import/import_rows.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <utility>

#include "server/accounts/attributes.h"
#include "server/accounts/import/csv.h"
#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/password_hashes.h"
#include "server/pools/mfa.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::accounts {
namespace {

using Algorithm = api::PasswordHashingAlgorithmType;

constexpr std::string_view kUsername = "cognito:username";
constexpr std::string_view kMfaEnabled = "cognito:mfa_enabled";
constexpr std::string_view kPasswordHash = "password_hash";
constexpr std::size_t kMostUsernameCharacters = 128;  // the model
constexpr std::size_t kMostValueCharacters = 2048;    // the model
// As UsernameType of the model: no blanks and no control characters.
constexpr const char* kUsernameForm = R"([\p{L}\p{M}\p{S}\p{N}\p{P}]+)";

[[noreturn]] void Refuse(const std::string& why) { throw api::InvalidParameterException(why); }

bool IsTrue(std::string_view value) { return util::EqualsIgnoringCase(value, "true"); }
bool IsFalse(std::string_view value) { return util::EqualsIgnoringCase(value, "false"); }

bool IsColumn(const pools::PoolInUse& pool, std::string_view name) {
  if (name == kUsername || name == kMfaEnabled || name == kPasswordHash) {
    return true;
  }
  const auto schema = util::MembersOf(pool.settings.SchemaAttributes);
  return name != "sub" && std::ranges::any_of(schema, [&](const api::SchemaAttributeType& one) { return one.Name == name; });
}

// mm/dd/yyyy, of a day that there is.
bool IsBirthdate(std::string_view value) {
  static const re2::RE2 form("[0-9]{2}/[0-9]{2}/[0-9]{4}");
  if (!re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), form)) {
    return false;
  }
  const auto number = [&](std::size_t begin, std::size_t length) {
    int parsed = 0;
    std::from_chars(value.data() + begin, value.data() + begin + length, parsed);
    return parsed;
  };
  const std::chrono::year_month_day day{std::chrono::year(number(6, 4)), std::chrono::month(static_cast<unsigned>(number(0, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(3, 2)))};
  return day.ok();
}

// Assumed, but that the value goes with the pool's mode: the texts.
void CheckMfa(const pools::PoolInUse& pool, std::string_view value) {
  if (value.empty()) {
    return;
  }
  if (!IsTrue(value) && !IsFalse(value)) {
    Refuse("cognito:mfa_enabled must be true or false.");
  }
  const auto mode = pools::MfaModeOf(pool.settings.MfaConfiguration);
  if ((mode == api::UserPoolMfaType::ON && IsFalse(value)) || (mode == api::UserPoolMfaType::OFF && IsTrue(value))) {
    Refuse("cognito:mfa_enabled does not match the MFA configuration of the user pool.");
  }
}

// Assumed: the texts.
void CheckUsername(std::string_view name) {
  static const re2::RE2 form(kUsernameForm);
  if (name.empty()) {
    Refuse("The cognito:username is missing.");
  }
  if (util::Utf16Length(name) > kMostUsernameCharacters || !re2::RE2::FullMatch(re2::StringPiece(name.data(), name.size()), form)) {
    Refuse("The cognito:username is not valid.");
  }
}

// What one row says, by the names of its columns.
class Row {
 public:
  Row(const ImportColumns& columns, std::vector<std::string> values) : columns_(columns), values_(std::move(values)) {
    if (values_.size() != columns_.size()) {
      // Assumed: the text.
      Refuse("The number of columns in the row does not match the header.");
    }
  }

  std::string_view Value(std::string_view column) const {
    const auto found = std::ranges::find(columns_, column);
    return found == columns_.end() ? std::string_view() : values_[static_cast<std::size_t>(found - columns_.begin())];
  }

  // Those that have a value, flags in small letters.
  std::vector<api::AttributeType> Attributes() const {
    std::vector<api::AttributeType> attributes;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string& name = columns_[i];
      if (values_[i].empty() || name == kUsername || name == kMfaEnabled || name == kPasswordHash) {
        continue;
      }
      const bool is_flag = name == "email_verified" || name == "phone_number_verified";
      attributes.push_back({name, is_flag ? util::LowerCase(values_[i]) : values_[i]});
    }
    return attributes;
  }

 private:
  const ImportColumns& columns_;
  const std::vector<std::string> values_;
};

void CheckValues(const std::vector<api::AttributeType>& attributes) {
  for (const api::AttributeType& attribute : attributes) {
    if (util::Utf16Length(*attribute.Value) > kMostValueCharacters) {
      Refuse("Attributes did not conform to the schema: " + attribute.Name + ": String must be no longer than 2048 characters");
    }
    if (attribute.Name == "birthdate" && !IsBirthdate(*attribute.Value)) {
      Refuse("Attributes did not conform to the schema: birthdate: Value is not a valid date");  // Assumed: the text
    }
  }
}

void CheckVerified(const pools::PoolInUse& pool, const User& user) {
  const bool is_verified =
      std::ranges::any_of(kVerifiable, [&](std::string_view name) { return IsAutoVerified(pool, name) && IsVerified(user, name); });
  if (!is_verified) {
    Refuse("The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).");
  }
}

void CheckRequired(const pools::PoolInUse& pool, const User& user) {
  std::string lines;
  for (const std::string& name : MissingRequired(pool, user)) {
    lines += name + ": The attribute is required\n";
  }
  if (!lines.empty()) {
    Refuse("Attributes did not conform to the schema: " + lines);
  }
}

// Whether the user can sign in by a code alone (the developer guide, "Importing users").
bool HasCodeFactor(const pools::PoolInUse& pool, const User& user) {
  const auto first = pools::FirstFactorsOf(pool.settings.Policies);
  const auto allows = [&](api::AuthFactorType factor) { return std::ranges::find(first, factor) != first.end(); };
  return (allows(api::AuthFactorType::EMAIL_OTP) && HasValue(user, "email")) ||
         (allows(api::AuthFactorType::SMS_OTP) && HasValue(user, "phone_number"));
}

crypto::PasswordHashing KindOf(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::BCRYPT:
      return crypto::PasswordHashing::kBcrypt;
    case Algorithm::SCRYPT:
      return crypto::PasswordHashing::kScrypt;
    case Algorithm::ARGON2ID:
      return crypto::PasswordHashing::kArgon2id;
    case Algorithm::PBKDF2_SHA256:
      break;
  }
  return crypto::PasswordHashing::kPbkdf2Sha256;
}

constexpr std::array kAlgorithms{Algorithm::BCRYPT, Algorithm::SCRYPT, Algorithm::ARGON2ID, Algorithm::PBKDF2_SHA256};

}  // namespace

std::optional<ImportColumns> ReadHeader(const pools::PoolInUse& pool, std::optional<Algorithm> algorithm, std::string_view line) {
  ImportColumns columns = FieldsOf(line);
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    if (!IsColumn(pool, *column) || std::find(columns.begin(), column, *column) != column) {
      return std::nullopt;
    }
  }
  const auto has = [&](std::string_view name) { return std::ranges::find(columns, name) != columns.end(); };
  return has(kUsername) && (!algorithm || has(kPasswordHash)) ? std::optional(std::move(columns)) : std::nullopt;
}

ImportedUser ReadRow(const pools::PoolInUse& pool, std::optional<Algorithm> algorithm, const ImportColumns& columns, std::string_view line,
                     std::string_view sub, util::EpochMillis now) {
  if (!util::IsUtf8(line) || line.find('\0') != std::string_view::npos) {
    Refuse("The row is not valid UTF-8.");  // Assumed: the text
  }
  const Row row(columns, FieldsOf(line));
  CheckUsername(row.Value(kUsername));
  CheckMfa(pool, row.Value(kMfaEnabled));
  const auto given = row.Attributes();
  CheckValues(given);
  NewName name = NameNewUser(pool, row.Value(kUsername), sub);
  const auto attributes = WithName(name, given);
  CheckAttributes(pool, AttributeWrite::kAdminCreateUser, nullptr, attributes);
  ImportedUser imported;
  imported.user = NewUser(pool, std::move(name.username), sub, api::UserStatusType::RESET_REQUIRED, now);
  Apply(AttributeWrite::kAdminCreateUser, imported.user, attributes);
  CheckVerified(pool, imported.user);
  CheckRequired(pool, imported.user);
  if (const std::string_view hash = algorithm ? row.Value(kPasswordHash) : std::string_view(); !hash.empty()) {
    if (!crypto::IsPasswordHash(KindOf(*algorithm), hash)) {
      Refuse("The password hash is not valid for the password hashing algorithm of the job.");  // Assumed: the text
    }
    imported.hash = KeptHash(*algorithm, hash);
  }
  if (!imported.hash.empty() || HasCodeFactor(pool, imported.user)) {
    imported.user.content.UserStatus = api::UserStatusType::CONFIRMED;
  }
  return imported;
}

std::string KeptHash(Algorithm algorithm, std::string_view hash) { return std::string(api::ToText(algorithm)).append(":").append(hash); }

bool IsPasswordOfHash(std::string_view kept, std::string_view password) {
  const std::size_t colon = std::min(kept.find(':'), kept.size());
  const auto found = std::ranges::find_if(kAlgorithms, [&](Algorithm one) { return api::ToText(one) == kept.substr(0, colon); });
  return colon < kept.size() && found != kAlgorithms.end() && crypto::MatchesPasswordHash(KindOf(*found), kept.substr(colon + 1), password);
}

}  // namespace rockpool::accounts
