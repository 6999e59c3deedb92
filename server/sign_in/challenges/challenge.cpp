#include "server/sign_in/challenges/challenge.h"

#include <stdexcept>

namespace rockpool::sign_in {

const Challenge& ChallengeOf(Question question) {
  switch (question) {
    case Question::PASSWORD_VERIFIER:
      return PasswordVerifier();
    case Question::NEW_PASSWORD_REQUIRED:
      return NewPasswordRequired();
    case Question::MFA_SETUP:
      return MfaSetup();
    case Question::SOFTWARE_TOKEN_MFA:
      return SoftwareTokenMfa();
    case Question::SMS_MFA:
      return SmsMfa();
    case Question::EMAIL_OTP:
      return EmailOtp();
    case Question::SMS_OTP:
      return SmsOtp();
    case Question::SELECT_MFA_TYPE:
      return SelectMfaType();
    case Question::CUSTOM_CHALLENGE:
      return CustomChallenge();
    case Question::DEVICE_SRP_AUTH:
      return DeviceSrpAuth();
    case Question::DEVICE_PASSWORD_VERIFIER:
      return DevicePasswordVerifier();
    case Question::SELECT_CHALLENGE:
      return SelectChallenge();
    case Question::PASSWORD:
      return Password();
    case Question::PASSWORD_SRP:
      return PasswordSrp();
    case Question::WEB_AUTHN:
      return WebAuthn();
    default:
      throw std::logic_error("a challenge that no sign-in asks");
  }
}

}  // namespace rockpool::sign_in
