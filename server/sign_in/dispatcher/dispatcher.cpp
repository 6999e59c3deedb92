#include "server/sign_in/dispatcher/dispatcher.h"

#include <utility>
#include <variant>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/dispatcher/progress.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/session.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/triggers.h"

namespace rockpool::sign_in {
namespace {

using Flow = api::AuthFlowType;
using Allowed = api::ExplicitAuthFlowsType;

constexpr std::string_view kUsername = "USERNAME";
constexpr std::string_view kSecretBlock = "PASSWORD_CLAIM_SECRET_BLOCK";

[[noreturn]] void RefuseRequest(const std::string& message) { throw api::InvalidParameterException(message); }

void RequireFlow(const Call& call, Allowed flow, const char* refusal) {
  if (!clients::AllowsFlow(*call.client, flow)) {
    RefuseRequest(refusal);
  }
}

// What the client must allow for the flow, in AWS's words, which differ.
void CheckGate(const Call& call, const Opening& opening) {
  switch (opening.flow) {
    case Flow::USER_PASSWORD_AUTH:
      return RequireFlow(call, Allowed::ALLOW_USER_PASSWORD_AUTH, "USER_PASSWORD_AUTH flow not enabled for this client");
    case Flow::USER_SRP_AUTH:
      return RequireFlow(call, Allowed::ALLOW_USER_SRP_AUTH, "USER_SRP_AUTH is not enabled for the client.");
    case Flow::ADMIN_USER_PASSWORD_AUTH:
    case Flow::ADMIN_NO_SRP_AUTH:
      if (!opening.is_administrators) {
        RefuseRequest("Initiate Auth method not supported.");
      }
      return RequireFlow(call, Allowed::ALLOW_ADMIN_USER_PASSWORD_AUTH, "Auth flow not enabled for this client");
    case Flow::REFRESH_TOKEN:
    case Flow::REFRESH_TOKEN_AUTH:
      if (clients::RotatesRefreshTokens(call.client->settings)) {
        // Assumed: that it is an UnsupportedOperationException, and the text.
        throw api::UnsupportedOperationException("Refresh token rotation is enabled; use GetTokensFromRefreshToken.");
      }
      return RequireFlow(call, Allowed::ALLOW_REFRESH_TOKEN_AUTH, "Auth flow not enabled for this client");
    case Flow::CUSTOM_AUTH:
    case Flow::USER_AUTH:
      RefuseRequest(std::string(api::ToText(opening.flow)) + " is not implemented by rockpool yet.");
  }
}

std::string OutcomeOf(const HostedReply& end) {
  if (end.signed_in) {
    return "signed in";
  }
  return end.reply.ChallengeName ? std::string(api::ToText(*end.reply.ChallengeName)) : "tokens";
}

HostedReply Judged(Call& call, const Subject& subject, const Judgement& judgement, const std::optional<storage::SignInSession>& answered) {
  if (const auto* wrong = std::get_if<Wrong>(&judgement)) {
    Refuse(call, subject, *wrong, answered);
  }
  return Proceed(call, subject, std::get<Right>(judgement), answered);
}

// Finds the client and runs `steps` in a traced call.
template <class Steps>
HostedReply Run(const Entry& entry, Door door, std::string_view asked, const std::optional<std::string>& name, const Steps& steps) {
  HostedReply reply;
  Traced(entry.world, entry.operation, [&](Trace& trace) {
    trace.call().client_id = entry.client_id;
    trace.call().asked = asked;
    trace.SetName(name.value_or(""));
    trace.Check("client");
    world::LookCallCommit rounds(entry.world.store);
    clients::SharedClient client = rounds.Look(entry.find_client);
    trace.call().user_pool_id = client->pool->id;
    Call call{entry.world, rounds, trace, std::move(client), entry.caller, entry.world.clock.Now(), door};
    reply = steps(call);
    return OutcomeOf(reply);
  });
  return reply;
}

// The digest of what names the row of the answer: the session, or the secret block of plain SRP, which has no session.
std::string RowDigest(const Call& call, const Response& response) {
  if (response.challenge == Question::PASSWORD_VERIFIER) {
    const auto digest = DigestOfSecretBlock(Require(response.responses, kSecretBlock));
    if (!digest) {
      call.trace.Explain("the secret block is none");
      ThrowInvalidSession();
    }
    return *digest;
  }
  if (!response.session) {
    RefuseRequest("Missing required parameter Session");
  }
  return DigestOfSession(*response.session);
}

struct OpenRow {
  storage::SignInSession row;
  State state;
  Subject subject;
};

OpenRow FindRow(const storage::Transaction& transaction, Call& call, const Response& response, std::string_view digest,
                const std::string& name) {
  OpenRow open;
  open.row = RequireOpen(transaction, call.trace, *call.client, digest, response.challenge, call.now);
  open.state = FromDocument(open.row.document);
  call.trace.call().sign_in = open.state.sign_in;
  if (open.state.is_hosted != (call.door == Door::kHosted)) {
    call.trace.Explain("the sign-in began by another door");
    ThrowInvalidSession();
  }
  open.subject = SubjectOfSession(transaction, call, open.row, open.state, name);
  return open;
}

// A challenge that no sign-in asks needs nothing here: its session is refused.
void RequireMembers(const Response& response) {
  if (!QuestionOf(api::ToText(response.challenge))) {
    return;
  }
  for (const std::string_view needed : ChallengeOf(response.challenge).Needs()) {
    Require(response.responses, needed);
  }
}

HostedReply Answer(Call& call, const Response& response) {
  call.trace.Check("required parameters");
  const std::string& name = Require(response.responses, kUsername);
  RequireMembers(response);
  CheckHashOf(call, name, response.responses);
  call.trace.Check("session");
  const std::string digest = RowDigest(call, response);
  const OpenRow open =
      call.rounds.Look([&](const storage::Transaction& transaction) { return FindRow(transaction, call, response, digest, name); });
  // Who begins anew at each ninth code is locked out as by passwords.
  if (response.challenge != Question::PASSWORD_VERIFIER && open.subject.failures >= TriesOf(response.challenge)) {
    call.trace.Check("lockout");
    call.rounds.Look(
        [&](const storage::Transaction& transaction) { RequireMayGuess(transaction, call, open.subject, response.challenge); });
  }
  const Challenge& challenge = ChallengeOf(response.challenge);
  call.trace.Check("answer");
  const Judgement judgement = challenge.Judge(call, {open.subject, open.state, response.responses, digest});
  return Judged(call, open.subject, judgement, open.row);
}

HostedReply Tokens(Call& call, const Parameters& parameters) {
  HostedReply refreshed;
  refreshed.reply.AuthenticationResult = RefreshTokens(call, parameters);
  refreshed.reply.ChallengeParameters.emplace();
  return refreshed;
}

// As a flow begins that has proved the password.
Right ProvedBefore(Call& call, const Subject& subject, const std::string& password_digest) {
  call.trace.Check("password");
  if (!subject.user || password_digest.empty() || password_digest != DigestOfPassword(subject.credentials.password)) {
    call.trace.Explain("the password is not the one that was set");
    throw api::NotAuthorizedException("Incorrect username or password.");
  }
  RequireMayEnter(call, subject);
  Right right{StateOf(subject, call)};
  right.state.has_first_factor = true;
  right.state.password_digest = password_digest;
  return right;
}

HostedReply RespondBy(Door door, const Entry& entry, const Response& response) {
  return Run(entry, door, api::ToText(response.challenge), Find(response.responses, kUsername),
             [&](Call& call) { return Answer(call, response); });
}

}  // namespace

Reply Open(const Entry& entry, const Opening& opening) {
  return Run(entry, Door::kApi, api::ToText(opening.flow), Find(opening.parameters, kUsername),
             [&](Call& call) {
               call.trace.Check("flow");
               CheckGate(call, opening);
               if (opening.flow == Flow::REFRESH_TOKEN || opening.flow == Flow::REFRESH_TOKEN_AUTH) {
                 return Tokens(call, opening.parameters);
               }
               const Opened opened =
                   opening.flow == Flow::USER_SRP_AUTH ? OpenBySrp(call, opening.parameters) : OpenByPassword(call, opening.parameters);
               return Judged(call, opened.subject, opened.judgement, std::nullopt);
             })
      .reply;
}

Reply Respond(const Entry& entry, const Response& response) { return RespondBy(Door::kApi, entry, response).reply; }

HostedReply OpenHosted(const Entry& entry, const Opening& opening) {
  return Run(entry, Door::kHosted, api::ToText(opening.flow), Find(opening.parameters, kUsername), [&](Call& call) {
    const Opened opened = OpenByPassword(call, opening.parameters);
    return Judged(call, opened.subject, opened.judgement, std::nullopt);
  });
}

HostedReply RespondHosted(const Entry& entry, const Response& response) { return RespondBy(Door::kHosted, entry, response); }

HostedReply ContinueHosted(const Entry& entry, const std::string& username, const std::string& password_digest) {
  return Run(entry, Door::kHosted, "sign-up", username, [&](Call& call) {
    call.trace.Check("user exists");
    const Subject subject = call.rounds.Look([&](const storage::Transaction& transaction) {
      Subject found = LookForSubject(transaction, call, username, IfUnknown::kRefuses);
      RequireMayTry(transaction, call, found);
      return found;
    });
    TellSkippedTriggers(call, Moment::kBegin);
    return Proceed(call, subject, ProvedBefore(call, subject, password_digest), std::nullopt);
  });
}

}  // namespace rockpool::sign_in
