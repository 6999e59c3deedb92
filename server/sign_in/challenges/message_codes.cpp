// SMS_MFA and EMAIL_OTP: codes that were sent to the user.
#include <string>

#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/messaging/messages.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/mfa_decision.h"

namespace rockpool::sign_in {
namespace {

class MessageCodeChallenge final : public Challenge {
 public:
  MessageCodeChallenge(Question factor, std::string_view member) : factor_(factor), needs_{member} {}

  std::span<const std::string_view> Needs() const override { return needs_; }

  Parameters Ask(const Call&, const Asking& asking) const override {
    const auto shown = messaging::Shown(messaging::DestinationOf(AttributeOf(factor_), asking.state.code_address));
    return {{"CODE_DELIVERY_DELIVERY_MEDIUM", std::string(api::ToText(*shown.DeliveryMedium))},
            {"CODE_DELIVERY_DESTINATION", *shown.Destination},
            {"USER_ID_FOR_SRP", asking.subject.username}};
  }

  Judgement Judge(Call& call, const Answering& answering) const override {
    if (AddressOf(*answering.subject.user) != answering.state.code_address) {
      call.trace.Explain("the code was sent to an address that is not the user's any more");
      return WrongAnswer(Mismatch(), Costs::kATry);
    }
    const std::string digest = DigestOfCode(answering.row_digest, Require(answering.responses, needs_[0]));
    if (!crypto::EqualInConstantTime(digest, answering.state.code_digest)) {
      call.trace.Explain("the code is not the one that was sent");
      return WrongAnswer(Mismatch(), Costs::kATry);
    }
    Right right{answering.state};
    right.state.has_second_factor = true;
    AddMethod(right.state, factor_ == Question::EMAIL_OTP ? "email_otp" : "sms");
    right.state.code_digest.clear();
    right.state.code_address.clear();
    // It has shown that messages reach the user.
    right.effects = [this, &call, address = answering.state.code_address](storage::Transaction& transaction, accounts::User& user) {
      if (AddressOf(user) != address) {
        throw Mismatch();
      }
      Verify(transaction, call, user);
    };
    return right;
  }

 private:
  // Assumed: a code for an address that has changed since is a wrong one.
  static api::CodeMismatchException Mismatch() { return api::CodeMismatchException("Invalid code or auth state for the user."); }

  std::string AddressOf(const accounts::User& user) const {
    const std::string* address = accounts::FindAttribute(user, AttributeOf(factor_));
    return address != nullptr ? *address : "";
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
};

}  // namespace

std::string DigestOfCode(std::string_view row_digest, std::string_view code) {
  return crypto::Sha256(std::string(row_digest) + "/" + std::string(code));
}

const Challenge& SmsMfa() {
  static const MessageCodeChallenge challenge(Question::SMS_MFA, "SMS_MFA_CODE");
  return challenge;
}

const Challenge& EmailOtp() {
  static const MessageCodeChallenge challenge(Question::EMAIL_OTP, "EMAIL_OTP_CODE");
  return challenge;
}

}  // namespace rockpool::sign_in
