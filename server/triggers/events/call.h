// The one way in which a function is called: what it is sent, and what becomes of what it answers.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/triggers/origin.h"
#include "server/triggers/triggers.h"

namespace rockpool::triggers {

struct Question {
  Trigger trigger = Trigger::kPreSignUp;
  std::string_view source;  // triggerSource
  std::string_view username;
  std::string request;   // JSON
  std::string response;  // JSON, as the function is to fill it in; empty: the event has none, for nobody reads it
  std::string_view version = "1";
  std::optional<accounts::SourceName> identity = std::nullopt;  // Person::identity, which the event has no place for
};

// JSON, in the order in which the service writes its members.
std::string EventOf(const Origin& origin, const Question& question);

// Parts of `request`. Attributes as userAttributes; validationData is null where there is none, clientMetadata is absent then.
void AddAttributes(api::JsonObject& request, const Person& person);
void AddValidationData(api::JsonObject& request, const Metadata& validation_data);
void AddClientMetadata(api::JsonObject& request, const Metadata& client_metadata);

// Calls the function and hands `response` of what it answered to `read`, which throws api::InvalidLambdaResponseException where that is
// none (fields.h). It tells the log and origin.tell what came of it, never what the event says. False, with nothing read, where functions
// are not to be called. Throws as sign_up_events.h has it.
using Reader = std::function<void(const api::JsonValue& response)>;
bool Call(const Origin& origin, const Function& function, const Question& question, const Reader& read);

// For a trigger that answers nothing.
void ReadNothing(const api::JsonValue& response);

}  // namespace rockpool::triggers
