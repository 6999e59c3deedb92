#include "server/sign_in/dispatcher/dispatcher.h"

#include <utility>
#include <variant>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/sign_in/arrival.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/devices.h"
#include "server/sign_in/dispatcher/gate.h"
#include "server/sign_in/dispatcher/open_row.h"
#include "server/sign_in/dispatcher/progress.h"
#include "server/sign_in/dispatcher/threats.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/session.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"
#include "server/triggers/invoker.h"

namespace rockpool::sign_in {
namespace {

using Flow = api::AuthFlowType;

constexpr std::string_view kUsername = "USERNAME";

std::string OutcomeOf(const HostedReply& end) {
  if (end.signed_in) {
    return "signed in";
  }
  return end.reply.ChallengeName ? std::string(api::ToText(*end.reply.ChallengeName)) : "tokens";
}

// `sent`: what the call has brought.
HostedReply Judged(Call& call, const Subject& subject, Judgement judged, const Parameters& sent,
                   const std::optional<storage::SignInSession>& answered) {
  const Judgement judgement = WithThreatsInMind(call, subject, std::move(judged), answered, sent);
  if (const auto* wrong = std::get_if<Wrong>(&judgement)) {
    Refuse(call, subject, *wrong, answered);
  }
  if (!HasDevices(call)) {
    return Proceed(call, subject, std::get<Right>(judgement), answered);
  }
  Right right = std::get<Right>(judgement);
  Subject on_device = subject;
  TakeDeviceKey(call, sent, right.state);
  on_device.device = LookAtDevice(call, subject, right.state);
  return Proceed(call, on_device, right, answered);
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
    world::LookCallCommit rounds(entry.world.store, entry.seen ? std::optional(entry.seen->generation) : std::nullopt);
    clients::SharedClient client = entry.seen ? entry.seen->client : rounds.Look(entry.find_client);
    triggers::RequireMayCall(entry.world.settings, *client->pool);
    trace.call().user_pool_id = client->pool->id;
    Call call{entry.world, rounds, trace, std::move(client), entry.caller, entry.world.clock.Now(), door};
    call.page_host = entry.page_host;
    call.context = &entry.context;
    call.conclude = entry.conclude ? &entry.conclude : nullptr;
    reply = steps(call);
    return OutcomeOf(reply);
  });
  return reply;
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

// Of a password that nobody's sign-in has waited for: whom the pool's UserMigration knows goes on with it.
std::optional<Wrong> MigrateByAnswer(Call& call, const Challenge& challenge, const Response& response, OpenRow& open) {
  const auto password = open.subject.user ? std::nullopt : challenge.PasswordIn({open.subject, open.state, response.responses, ""});
  if (!password) {
    return std::nullopt;
  }
  auto refused = ArriveByAnswer(call, open.state.typed, *password, open.row, open.subject);
  if (open.subject.user) {
    open.state.username = open.subject.username;
    open.state.nobody.clear();
    open.state.typed.clear();
  }
  return refused;
}

HostedReply Answer(Call& call, const Response& response) {
  call.trace.Check("required parameters");
  const std::string& name = Require(response.responses, kUsername);
  RequireMembers(response);
  CheckHashOf(call, name, response.responses);
  call.trace.Check("session");
  const std::string digest = RowDigest(call, response);
  OpenRow open =
      call.rounds.Look([&](const storage::Transaction& transaction) { return FindOpenRow(transaction, call, response, digest, name); });
  // Who begins anew at each ninth code is locked out as by passwords.
  if (open.state.has_first_factor && open.subject.failures >= TriesOf(response.challenge)) {
    call.trace.Check("lockout");
    call.rounds.Look(
        [&](const storage::Transaction& transaction) { RequireMayGuess(transaction, call, open.subject, response.challenge); });
  }
  const Challenge& challenge = ChallengeOf(response.challenge);
  if (challenge.IsJudgedByFunction()) {
    UseUpFirst(call.rounds, call.trace, *call.client, open.row, call.now);
  }
  if (auto refused = MigrateByAnswer(call, challenge, response, open)) {
    return Judged(call, open.subject, *std::move(refused), response.responses, open.row);
  }
  call.trace.Check("answer");
  Judgement judgement = challenge.Judge(call, {open.subject, open.state, response.responses, digest});
  return Judged(call, open.subject, std::move(judgement), response.responses, open.row);
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
  TakePassword(right.state, subject);
  return right;
}

Opened OpenBy(Call& call, const Opening& opening) {
  switch (opening.flow) {
    case Flow::USER_SRP_AUTH:
      return OpenBySrp(call, opening.parameters);
    case Flow::CUSTOM_AUTH:
      return OpenByFunctions(call, opening.parameters);
    case Flow::USER_AUTH:
      return opening.session ? OpenBySignUp(call, opening.parameters, *opening.session) : OpenByChoice(call, opening.parameters);
    default:
      return OpenByPassword(call, opening.parameters);
  }
}

HostedReply Begin(Call& call, const Entry& entry, const Opening& opening) {
  if (opening.flow == Flow::REFRESH_TOKEN || opening.flow == Flow::REFRESH_TOKEN_AUTH) {
    call.client_metadata = entry.client_metadata;
    return Tokens(call, opening.parameters);
  }
  call.validation_data = entry.client_metadata;
  Opened opened = OpenBy(call, opening);
  return Judged(call, opened.subject, std::move(opened.judgement), opening.parameters, std::nullopt);
}

HostedReply RespondBy(Door door, const Entry& entry, const Response& response) {
  return Run(entry, door, api::ToText(response.challenge), Find(response.responses, kUsername), [&](Call& call) {
    call.client_metadata = entry.client_metadata;
    return Answer(call, response);
  });
}

}  // namespace

Reply Open(const Entry& entry, const Opening& opening) {
  return Run(entry, Door::kApi, api::ToText(opening.flow), Find(opening.parameters, kUsername),
             [&](Call& call) {
               call.trace.Check("flow");
               CheckGate(call, opening);
               return Begin(call, entry, opening);
             })
      .reply;
}

Reply Respond(const Entry& entry, const Response& response) { return RespondBy(Door::kApi, entry, response).reply; }

HostedReply OpenHosted(const Entry& entry, const Opening& opening) {
  return Run(entry, Door::kHosted, api::ToText(opening.flow), Find(opening.parameters, kUsername), [&](Call& call) {
    call.validation_data = entry.client_metadata;
    Opened opened = opening.flow == Flow::USER_AUTH ? OpenBy(call, opening) : OpenByPassword(call, opening.parameters);
    return Judged(call, opened.subject, std::move(opened.judgement), opening.parameters, std::nullopt);
  });
}

HostedReply RespondHosted(const Entry& entry, const Response& response) { return RespondBy(Door::kHosted, entry, response); }

HostedReply ContinueHosted(const Entry& entry, const std::string& username, const std::string& password_digest) {
  return Run(entry, Door::kHosted, "sign-up", username, [&](Call& call) {
    const Subject subject = Arrive(call, {username, std::nullopt, [&call](const storage::Transaction& transaction, const Subject& found) {
                                            RequireMayTry(transaction, call, found);
                                          }});
    return Judged(call, subject, ProvedBefore(call, subject, password_digest), {}, std::nullopt);
  });
}

std::optional<HostedReply> StepUpHosted(const Entry& entry, const Credit& credit) {
  bool is_reached = false;
  HostedReply reply = Run(entry, Door::kHosted, "acr_values", credit.username, [&](Call& call) {
    auto opened = OpenByCredit(call, credit.username, {credit.levels, credit.methods, credit.user}, credit.password_digest, credit.begins);
    if (!opened) {
      is_reached = true;
      return HostedReply();
    }
    return Judged(call, opened->subject, std::move(opened->judgement), {}, std::nullopt);
  });
  return is_reached ? std::nullopt : std::optional(std::move(reply));
}

}  // namespace rockpool::sign_in
