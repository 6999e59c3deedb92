#include "server/messaging/codes.h"

#include <utility>

#include "server/accounts/attempts.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"

namespace rockpool::messaging {
namespace {

constexpr util::EpochMillis kHour = 60LL * 60 * 1000;
constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kLength = 6;
constexpr std::size_t kLongLength = 8;

std::string_view NameOf(CodePurpose purpose) {
  switch (purpose) {
    case CodePurpose::kConfirmSignUp:
      return "confirm_sign_up";
    case CodePurpose::kForgotPassword:
      return "forgot_password";
    case CodePurpose::kVerifyEmail:
      return "verify_email";
    case CodePurpose::kVerifyPhoneNumber:
      return "verify_phone_number";
  }
  return {};
}

// Salted by whose it is, so that equal codes look different in the store. The address goes in as a digest, which has always the same
// length: whatever is given for a code, it cannot run over into the address.
std::string DigestOf(const accounts::User& user, CodePurpose purpose, std::string_view address, std::string_view code) {
  return crypto::Sha256(accounts::SubOf(user) + "/" + std::string(NameOf(purpose)) + "/" + crypto::Sha256(address) + std::string(code));
}

std::string AddressProved(const accounts::User& user, const storage::Code& kept) {
  if (!kept.pending_value.empty()) {
    return kept.pending_value;
  }
  const std::string* present = accounts::FindAttribute(user, kept.attribute);
  return present == nullptr ? "" : *present;
}

}  // namespace

CodePurpose VerifyPurpose(std::string_view attribute) {
  return attribute == "phone_number" ? CodePurpose::kVerifyPhoneNumber : CodePurpose::kVerifyEmail;
}

util::EpochMillis LifetimeOf(CodePurpose purpose) { return purpose == CodePurpose::kForgotPassword ? kHour : 24 * kHour; }

std::string DrawCode(util::Random& random) { return util::RandomText(random, kDigits, kLength); }

std::string DrawLongCode(util::Random& random) { return util::RandomText(random, kDigits, kLongLength); }

storage::Code KeptCode(const accounts::User& user, CodePurpose purpose, std::string_view code, const Destination& destination,
                       util::EpochMillis now, bool is_pending) {
  storage::Code kept;
  kept.user = user.number();
  kept.purpose = NameOf(purpose);
  kept.digest = DigestOf(user, purpose, destination.address, code);
  kept.attribute = destination.attribute;
  kept.pending_value = is_pending ? destination.address : "";
  kept.expires_millis = now + LifetimeOf(purpose);
  return kept;
}

void KeepCode(storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose, std::string_view code,
              const Destination& destination, util::EpochMillis now, bool is_pending) {
  transaction.SweepExpired(now, accounts::kSweptRows);
  transaction.codes().Put(KeptCode(user, purpose, code, destination, now, is_pending));
}

std::optional<storage::Code> FindCode(const storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose,
                                      util::EpochMillis now) {
  auto kept = transaction.codes().Find(user.number(), NameOf(purpose));
  return kept && kept->expires_millis > now ? std::move(kept) : std::nullopt;
}

storage::Code CheckCode(const storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose, std::string_view code,
                        util::EpochMillis now) {
  auto kept = FindCode(transaction, user, purpose, now);
  if (!kept) {
    throw api::ExpiredCodeException("Invalid code provided, please request a code again.");
  }
  if (!crypto::EqualInConstantTime(kept->digest, DigestOf(user, purpose, AddressProved(user, *kept), code))) {
    throw api::CodeMismatchException("Invalid verification code provided, please try again.");
  }
  return *std::move(kept);
}

void DeleteCode(storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose) {
  transaction.codes().Delete(user.number(), NameOf(purpose));
}

}  // namespace rockpool::messaging
