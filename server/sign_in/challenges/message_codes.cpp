// SMS_MFA, EMAIL_OTP and SMS_OTP: codes that were sent to the user. EMAIL_OTP is the second factor behind a password, and in USER_AUTH it
// may be the first one, as SMS_OTP always is.
#include <string>

#include "server/accounts/names.h"
#include "server/accounts/settings.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/messaging/codes.h"
#include "server/messaging/messages.h"
#include "server/pools/replicas/replicas.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/standing.h"
#include "server/sign_up/delivery.h"

namespace rockpool::sign_in {
namespace {

class MessageCodeChallenge final : public Challenge {
 public:
  MessageCodeChallenge(Question factor, std::string_view member, std::string_view method)
      : factor_(factor), needs_{member}, method_(method) {}

  std::span<const std::string_view> Needs() const override { return needs_; }

  Parameters Ask(const Call& call, const Asking& asking) const override {
    const auto shown = Shown(call, asking);
    Parameters parameters{{"CODE_DELIVERY_DELIVERY_MEDIUM", std::string(api::ToText(*shown.DeliveryMedium))},
                          {"CODE_DELIVERY_DESTINATION", *shown.Destination}};
    if (asking.state.has_first_factor) {
      parameters.emplace("USER_ID_FOR_SRP", asking.subject.username);  // not of a first factor (the API reference's samples)
    }
    return parameters;
  }

  Judgement Judge(Call& call, const Answering& answering) const override {
    const State& state = answering.state;
    const bool is_first = !state.has_first_factor;
    if (is_first) {
      RequireGoodStanding(call, answering.subject);
    }
    // Recorded: six wrong codes that are the first factor lock nobody out.
    const auto wrong = [is_first] { return WrongAnswer(Mismatch(), Costs::kATry, !is_first); };
    if (!answering.subject.user) {
      call.trace.Explain("the pool has no such user");
      return wrong();
    }
    if (AddressOf(*answering.subject.user) != state.code_address) {
      call.trace.Explain("the code was sent to an address that is not the user's any more");
      return wrong();
    }
    const std::string digest = DigestOfCode(answering.row_digest, Require(answering.responses, needs_[0]));
    if (!crypto::EqualInConstantTime(digest, state.code_digest)) {
      call.trace.Explain("the code is not the one that was sent");
      return wrong();
    }
    Right right{state};
    right.state.code_digest.clear();
    right.state.code_address.clear();
    if (is_first) {
      TakeFirstFactor(right.state, answering.subject, method_);
    } else {
      right.state.has_second_factor = true;
      AddMethod(right.state, method_);
    }
    // It has shown that messages reach the user.
    right.effects = [this, &call, is_first, address = state.code_address](storage::Transaction& transaction, accounts::User& user) {
      if (AddressOf(user) != address) {
        throw Mismatch();
      }
      if (is_first) {
        RequireStillOffered(transaction, call, user, factor_);
        Confirm(transaction, call, user);
      }
      if (call.caller.replica.empty()) {  // a secondary replica writes no attributes
        Verify(transaction, call, user);
      }
    };
    return right;
  }

 private:
  // Assumed: a code for an address that has changed since is a wrong one.
  static api::CodeMismatchException Mismatch() { return api::CodeMismatchException("Invalid code or auth state for the user."); }

  // Nobody's address is made up of the name that was sent (recorded).
  api::CodeDeliveryDetailsType Shown(const Call& call, const Asking& asking) const {
    const std::string_view attribute = AttributeOf(factor_);
    return asking.subject.user ? messaging::Shown(messaging::DestinationOf(attribute, asking.state.code_address))
                               : sign_up::SimulatedDestination(call.pool(), call.world.settings.Of<accounts::Settings>().secret,
                                                               asking.state.nobody, attribute);
  }

  std::string AddressOf(const accounts::User& user) const {
    const std::string* address = accounts::FindAttribute(user, AttributeOf(factor_));
    return address != nullptr ? *address : "";
  }

  // Documented: a code that is the first factor confirms who has signed up. Assumed: without PostConfirmation.
  static void Confirm(storage::Transaction& transaction, const Call& call, accounts::User& user) {
    if (user.status() == api::UserStatusType::UNCONFIRMED) {
      pools::RequirePrimary(call.caller);
      user.content.UserStatus = api::UserStatusType::CONFIRMED;
      messaging::DeleteCode(transaction, user, messaging::CodePurpose::kConfirmSignUp);
    }
  }

  // Not where another user holds the address as an alias already: then it stays as it is.
  void Verify(storage::Transaction& transaction, const Call& call, accounts::User& user) const {
    const std::string_view attribute = AttributeOf(factor_);
    if (!accounts::IsVerified(user, attribute) && accounts::HasValue(user, attribute) &&
        !accounts::FindHolderOfAlias(transaction, call.pool(), user, attribute)) {
      accounts::SetAttribute(user, std::string(attribute) + "_verified", "true");
    }
  }

  Question factor_;
  std::string_view needs_[1];
  std::string_view method_;
};

}  // namespace

std::string DigestOfCode(std::string_view row_digest, std::string_view code) {
  return crypto::Sha256(std::string(row_digest) + "/" + std::string(code));
}

const Challenge& SmsMfa() {
  static const MessageCodeChallenge challenge(Question::SMS_MFA, "SMS_MFA_CODE", "sms");
  return challenge;
}

const Challenge& EmailOtp() {
  static const MessageCodeChallenge challenge(Question::EMAIL_OTP, "EMAIL_OTP_CODE", "email_otp");
  return challenge;
}

const Challenge& SmsOtp() {
  static const MessageCodeChallenge challenge(Question::SMS_OTP, "SMS_OTP_CODE", "sms");
  return challenge;
}

}  // namespace rockpool::sign_in
