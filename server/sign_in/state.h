// What a sign-in under way remembers between two calls: the document of its row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/triggers/events/sign_in_events.h"

namespace rockpool::sign_in {

using Question = api::ChallengeNameType;

struct State {
  std::string sign_in;     // names it in the trace
  std::string username;    // of the user, or of nobody
  std::string nobody;      // the folded name that nobody has; empty if it is a user's
  std::string typed{};     // that name as it began the sign-in; empty if it is longer than a username can be
  bool is_hosted = false;  // begun at the hosted pages
  bool has_first_factor = false;
  std::string password_digest;    // of the password that was proved: DigestOfPassword
  bool has_new_password = false;  // it was set in place of a temporary one
  bool has_second_factor = false;
  std::optional<Question> chosen = std::nullopt;  // the factor that the user has chosen to be asked for
  std::vector<Question> choices;                  // what the question offers
  std::string pending_digest;                     // of the authenticator's secret that AssociateSoftwareToken gave this sign-in
  std::string token_digest;                       // of the one that VerifySoftwareToken has verified with this sign-in's session
  std::string code_digest;                        // of the code that was sent
  std::string code_address;                       // where it was sent: it proves that address alone
  std::string srp_a;                              // as the client sent it
  std::string srp_b;                              // bytes: the server's secret number
  std::string srp_public_b;                       // hex
  std::string session_digest;                     // of the session that goes with the secret block, where there is one

  // Of CUSTOM_AUTH, where functions of the pool say what is asked, and what is enough.
  bool is_custom = false;
  std::vector<triggers::ChallengeResult> results;    // what was asked so far, and what came of it
  triggers::ChallengeParameters private_parameters;  // of the CUSTOM_CHALLENGE that waits for its answer, as is what follows
  std::optional<std::string> challenge_metadata = std::nullopt;
  bool is_enough = false;  // they have said so: they are not asked again

  bool is_choice = false;                // of USER_AUTH, where the user chooses the first factor
  std::string event_id{};                // of the sign-in, in its tokens and in the list of events
  std::vector<std::string> methods{};    // what was proved, as `amr` names it, in that order: pwd, otp, sms, email_otp, swk, hwk
  int target_level = 0;                  // 1 to 4, that was asked for
  std::string web_authn_challenge{};     // bytes
  std::string device_key{};              // of the device that the client says it is
  bool is_device_proved = false;         // its secret was
  bool must_have_second_factor = false;  // the risk asks for one
  bool has_event = false;                // the list of events has it already
  std::int64_t event_millis = 0;         // its date there; an older server's session has none, and its event stays as it is

  bool operator==(const State&) const = default;
};

// Adds a method to those that were proved, once.
void AddMethod(State& state, std::string_view method);

// Of an exchange by SRP that has come to its end.
void ForgetSrp(State& state);

std::string ToDocument(const State& state);
State FromDocument(const std::string& document);

// nullopt for a text that names no challenge.
std::optional<Question> QuestionOf(std::string_view name);

// ["SOFTWARE_TOKEN_MFA","EMAIL_OTP"], as parameters of challenges hold lists.
std::string JsonListOf(const std::vector<Question>& questions);

}  // namespace rockpool::sign_in
