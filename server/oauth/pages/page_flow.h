// What a browser is in the midst of between two pages: a storage::PageFlow that the cookie `page-data-{client}` names.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/http/message.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_in/state.h"
#include "server/sign_in/step.h"
#include "server/util/clock.h"

namespace rockpool::oauth {

// Documented of a whole request. Assumed: that it counts from the first answer of the person on.
inline constexpr std::chrono::minutes kFlowLifetime{5};
inline constexpr std::chrono::minutes kRecoveryLifetime{8};  // documented of codes for a new password

enum class Stage {
  kConfirm,   // signed up; a code was sent
  kRecovery,  // has forgotten the password; a code was sent
  kQuestion,  // of a sign-in: question, session, parameters
  kPasskey,   // is signed in, and may make a passkey: `waiting`, or else by a session of his browser
  kNotice,    // nothing: the sign-in page is to say `notice` or `error`
};

// The notice for who has lost his flow. Who turns out to be signed in goes back to the application instead of reading it.
inline constexpr const char* kSignInAgain = "SIGN_IN_AGAIN";

// Who has signed in, while his way back to the application waits: a sign_in::SignedIn without the user's record.
struct WaitingSignIn {
  std::int64_t user = 0;
  std::string sub;  // his: another user may have that number, behind a reset
  util::EpochMillis authenticated_millis = 0;
  std::string password_digest;
  std::string sign_in;
  std::string event_id;
  std::vector<std::string> methods;
  std::string row_digest;  // bytes: of its row among the sign-ins under way (waiting_sign_in.h)

  bool operator==(const WaitingSignIn&) const = default;
};

struct PageFlow {
  Stage stage = Stage::kNotice;
  std::string username;         // as it was typed
  std::string destination;      // where a code was sent, as it may be shown; empty: nowhere, or not known
  std::string notice;           // a key of texts.def
  std::string error;            // in the API's words
  std::string password_digest;  // of kConfirm: sign_in::DigestOfPassword of what was just set; empty: the password is asked for again
  std::optional<sign_in::Question> question;
  std::string session;  // of the question
  sign_in::Parameters parameters;
  std::vector<sign_in::Question> available;  // AvailableChallenges: what the person may sign in with
  bool wants_passkey = false;                // the browser has come to make one, and is to sign in first
  std::optional<WaitingSignIn> waiting;      // of kPasskey
  std::string secret;                        // of an authenticator that is being set up, in base 32

  // Of a sign-in towards a level, from what a session of the browser has proved.
  std::string credit_digest;  // bytes: of the session's row; empty: it is none
  std::string credit_levels;  // that were asked for, a digit each

  std::string digest;                     // of the row; empty: there is none yet
  util::EpochMillis deadline_millis = 0;  // set when it begins
};

// The page where such a browser goes on: "/mfa".
std::string PathOf(const PageFlow& flow);

// What the question lets the person choose from: factors, in AWS's order.
std::vector<sign_in::Question> ChoicesOf(const PageFlow& flow);
bool CanChoose(const PageFlow& flow, sign_in::Question factor);

// What the browser's cookie names, of this app client, also when its deadline has passed. Reads in a transaction of its own. Notes in the
// exchange whose it is.
std::optional<PageFlow> FindFlow(const Visit& visit);

// Keeps the flow: in its row or, where there is none (any more), in a new one under a value that no browser had before, for which
// `response` sets the cookie. Writes in a transaction of its own.
void KeepFlow(const Visit& visit, PageFlow flow, http::Response& response);

// Deletes its row, and with it what was secret.
void EndFlow(const Visit& visit, const PageFlow& flow);

// 302 to the page where the flow goes on, once it is kept.
http::Response LeadOn(const Visit& visit, PageFlow flow);

// To the sign-in page, which says `error`; `flow` is what has ended. Where its row is gone already it says nothing: the person has signed
// in by the same form, which was sent twice.
http::Response LeadBack(const Visit& visit, PageFlow flow, std::string error);

}  // namespace rockpool::oauth
