#include "server/triggers/events/sign_in_events.h"

#include <memory>

#include "server/triggers/events/call.h"
#include "server/triggers/events/fields.h"
#include "server/triggers/invoker.h"

namespace rockpool::triggers {
namespace {

std::string JsonOf(const ChallengeResult& result) {
  api::JsonObject json;
  json.Add("challengeName", result.challenge_name);
  json.Add("challengeResult", result.result);
  if (result.metadata) {
    json.Add("challengeMetadata", *result.metadata);
  } else {
    json.AddJson("challengeMetadata", "null");
  }
  return json.Text();
}

void AddSession(api::JsonObject& request, const std::vector<ChallengeResult>& session) {
  std::vector<std::string> results;
  results.reserve(session.size());
  for (const ChallengeResult& result : session) {
    results.push_back(JsonOf(result));
  }
  request.AddJsonList("session", results);
}

// Assumed: always there. Public logs show it as false, and logs of old app clients, which hide nobody, without it.
void AddUserNotFound(api::JsonObject& request, const Person& person) { request.Add("userNotFound", person.is_not_found); }

DefinedChallenge ReadDefinedChallenge(const api::JsonValue& response) {
  const Fields fields(response, {"challengeName", "issueTokens", "failAuthentication"});
  DefinedChallenge defined{.challenge_name = fields.Text("challengeName"),
                           .issues_tokens = fields.Boolean("issueTokens").value_or(false),
                           .fails = fields.Boolean("failAuthentication").value_or(false)};
  // Assumed: a name that leads nowhere since the sign-in is over is not looked at.
  const bool is_over = defined.issues_tokens || defined.fails;
  if (!is_over && defined.challenge_name && defined.challenge_name != "PASSWORD_VERIFIER" && defined.challenge_name != "CUSTOM_CHALLENGE") {
    RefuseAnswer();
  }
  return defined;
}

CreatedChallenge ReadCreatedChallenge(const api::JsonValue& response) {
  const Fields fields(response, {"publicChallengeParameters", "privateChallengeParameters", "challengeMetadata"});
  return {.public_parameters = fields.TextsByName("publicChallengeParameters"),
          .private_parameters = fields.TextsByName("privateChallengeParameters"),
          .metadata = fields.Text("challengeMetadata")};
}

}  // namespace

void AskPreAuthentication(const Origin& origin, const Person& person, const Metadata& validation_data) {
  const auto function = FunctionOf(origin.pool, Trigger::kPreAuthentication);
  if (!function) {
    return;
  }
  api::JsonObject request;
  AddAttributes(request, person);
  AddValidationData(request, validation_data);
  AddUserNotFound(request, person);
  Call(origin, *function,
       {.trigger = Trigger::kPreAuthentication,
        .source = "PreAuthentication_Authentication",
        .username = person.username,
        .request = request.Text(),
        .response = "{}"},
       ReadNothing);
}

void TellPostAuthentication(const Origin& origin, const Person& person, bool new_device_used, const Metadata& client_metadata) {
  const auto function = FunctionOf(origin.pool, Trigger::kPostAuthentication);
  if (!function) {
    return;
  }
  api::JsonObject request;
  AddAttributes(request, person);
  request.Add("newDeviceUsed", new_device_used);
  AddClientMetadata(request, client_metadata);
  Call(origin, *function,
       {.trigger = Trigger::kPostAuthentication,
        .source = "PostAuthentication_Authentication",
        .username = person.username,
        .request = request.Text(),
        .response = "{}"},
       ReadNothing);
}

bool DefinesAuthChallenges(const world::World& world, const pools::PoolInUse& pool) {
  const auto function = FunctionOf(pool, Trigger::kDefineAuthChallenge);
  const std::shared_ptr<Invoker>& invoker = world.settings.Of<Settings>().invoker;
  if (!function || !invoker) {
    return false;
  }
  const std::optional<Outcome> foreseen = invoker->Foresee(function->arn);
  return !foreseen || foreseen->kind != Outcome::Kind::kSkipped;
}

bool HasCustomChallenges(const pools::PoolInUse& pool) {
  return FunctionOf(pool, Trigger::kCreateAuthChallenge) && FunctionOf(pool, Trigger::kVerifyAuthChallengeResponse);
}

DefinedChallenge AskDefineAuthChallenge(const Origin& origin, const Person& person, const std::vector<ChallengeResult>& session,
                                        const Metadata& client_metadata) {
  DefinedChallenge defined;
  const auto function = FunctionOf(origin.pool, Trigger::kDefineAuthChallenge);
  if (!function) {
    return defined;
  }
  api::JsonObject request;
  AddAttributes(request, person);
  AddSession(request, session);
  AddClientMetadata(request, client_metadata);
  AddUserNotFound(request, person);
  Call(origin, *function,
       {.trigger = Trigger::kDefineAuthChallenge,
        .source = "DefineAuthChallenge_Authentication",
        .username = person.username,
        .request = request.Text(),
        .response = R"({"challengeName":null,"issueTokens":null,"failAuthentication":null})"},
       [&defined](const api::JsonValue& response) { defined = ReadDefinedChallenge(response); });
  return defined;
}

CreatedChallenge AskCreateAuthChallenge(const Origin& origin, const Person& person, const std::string& challenge_name,
                                        const std::vector<ChallengeResult>& session, const Metadata& client_metadata) {
  CreatedChallenge created;
  const auto function = FunctionOf(origin.pool, Trigger::kCreateAuthChallenge);
  if (!function) {
    return created;
  }
  api::JsonObject request;
  AddAttributes(request, person);
  request.Add("challengeName", challenge_name);
  AddSession(request, session);
  AddClientMetadata(request, client_metadata);
  AddUserNotFound(request, person);
  Call(origin, *function,
       {.trigger = Trigger::kCreateAuthChallenge,
        .source = "CreateAuthChallenge_Authentication",
        .username = person.username,
        .request = request.Text(),
        .response = R"({"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null})"},
       [&created](const api::JsonValue& response) { created = ReadCreatedChallenge(response); });
  return created;
}

bool AskVerifyAuthChallengeResponse(const Origin& origin, const Person& person, const ChallengeParameters& private_parameters,
                                    const std::string& answer, const Metadata& client_metadata) {
  const auto function = FunctionOf(origin.pool, Trigger::kVerifyAuthChallengeResponse);
  if (!function) {
    return false;
  }
  api::JsonObject request;
  AddAttributes(request, person);
  request.Add("privateChallengeParameters", private_parameters);
  request.Add("challengeAnswer", answer);
  AddClientMetadata(request, client_metadata);
  AddUserNotFound(request, person);
  bool is_correct = false;
  Call(origin, *function,
       {.trigger = Trigger::kVerifyAuthChallengeResponse,
        .source = "VerifyAuthChallengeResponse_Authentication",
        .username = person.username,
        .request = request.Text(),
        .response = R"({"answerCorrect":null})"},
       [&is_correct](const api::JsonValue& response) {
         is_correct = Fields(response, {"answerCorrect"}).Boolean("answerCorrect").value_or(false);
       });
  return is_correct;
}

}  // namespace rockpool::triggers
