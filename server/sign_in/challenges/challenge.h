// A question that a sign-in asks: what it shows, and how an answer is judged. One file each; none knows of another, nor what comes next.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/sign_in/step.h"

namespace rockpool::sign_in {

// What a question is asked with.
struct Asking {
  const Subject& subject;
  const State& state;
  std::string_view secret_block;  // of PASSWORD_VERIFIER and of a device's: the bytes that name its row
  const Parameters& shown;        // of CUSTOM_CHALLENGE: what its function lets the client know
};

// An answer to it.
struct Answering {
  const Subject& subject;
  const State& state;
  const Parameters& responses;
  std::string_view row_digest;
};

class Challenge {
 public:
  virtual ~Challenge() = default;

  // The members that an answer must have beside USERNAME; the first that is missing is told.
  virtual std::span<const std::string_view> Needs() const = 0;

  // ChallengeParameters.
  virtual Parameters Ask(const Call& call, const Asking& asking) const = 0;

  // The password that the answer has in clear, where it may be one: by it whom the pool has not is migrated before it is judged.
  virtual std::optional<std::string> PasswordIn(const Answering&) const { return std::nullopt; }

  // Whether a function judges, whose answer cannot be taken back: then the session is used up before it is asked.
  virtual bool IsJudgedByFunction() const { return false; }

  // Outside of transactions, on a thread that computes, and may wait where the pool has functions; it may look into the store by
  // call.rounds. Throws what costs the session nothing that it has not cost already.
  virtual Judgement Judge(Call& call, const Answering& answering) const = 0;
};

// Requires: a question that QuestionOf knows.
const Challenge& ChallengeOf(Question question);

const Challenge& PasswordVerifier();
const Challenge& NewPasswordRequired();
const Challenge& MfaSetup();
const Challenge& SoftwareTokenMfa();
const Challenge& SmsMfa();
const Challenge& EmailOtp();  // also as the first factor of USER_AUTH
const Challenge& SmsOtp();
const Challenge& SelectMfaType();
const Challenge& CustomChallenge();
const Challenge& DeviceSrpAuth();
const Challenge& DevicePasswordVerifier();
const Challenge& SelectChallenge();
const Challenge& Password();
const Challenge& PasswordSrp();
const Challenge& WebAuthn();  // as the first factor of USER_AUTH or as the second one

// What an answer with SRP_A leads to: the exchange over that secret is begun. Throws as the other BeginSrp does.
Right BeginSrp(const Call& call, const Answering& answering, const storage::PasswordVerifier& secret);

// Of a code that was sent, as the row keeps it.
std::string DigestOfCode(std::string_view row_digest, std::string_view code);

}  // namespace rockpool::sign_in
