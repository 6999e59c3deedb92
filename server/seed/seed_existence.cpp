#include "server/seed/seed_existence.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "server/api/operation.h"
#include "server/clients/client_id.h"
#include "server/pools/tags.h"

namespace rockpool::seed {
namespace {

struct Description {
  std::string_view create;
  const char* describe;
  const char* key;  // the member that names the thing in its pool
};
// Create refuses what exists with an error that says much else too; Describe knows it.
constexpr Description kDescriptions[] = {
    {"CreateUserPool", "DescribeUserPool", "UserPoolId"},
    {"CreateResourceServer", "DescribeResourceServer", "Identifier"},
    {"CreateUserPoolClient", "DescribeUserPoolClient", "ClientId"},
    {"CreateUserPoolDomain", "DescribeUserPoolDomain", "Domain"},
};

// The id that the tags of a new pool fix; empty if none.
std::string FixedPoolId(const api::JsonValue& request) {
  const auto tags = request.FindMember("UserPoolTags");
  return tags != request.MemberEnd() && tags->value.IsObject() ? TextMember(tags->value, pools::kCustomIdTag) : "";
}

// The id that the name of a new client fixes; empty if none.
std::string FixedClientId(const api::JsonValue& request) { return clients::CustomClientId(TextMember(request, "ClientName")).value_or(""); }

void AddText(rapidjson::Document& object, const char* name, const std::string& text) {
  auto& allocator = object.GetAllocator();
  object.AddMember(rapidjson::StringRef(name), rapidjson::Value(text.data(), static_cast<rapidjson::SizeType>(text.size()), allocator),
                   allocator);
}

// Whether it shows the pool, {"UserPool": {"Id": ...}}, or something in it, {"ResourceServer": {"UserPoolId": ...}}. Nothing is also
// described, without a pool.
bool ShowsSomethingOf(const http::Response& response, const std::string& pool) {
  rapidjson::Document answer;
  if (response.status != 200 || !api::ParseJson(response.body, answer) || answer.MemberCount() != 1) {
    return false;
  }
  const api::JsonValue& shown = answer.MemberBegin()->value;
  return shown.IsObject() && (TextMember(shown, "UserPoolId") == pool || TextMember(shown, "Id") == pool);
}

}  // namespace

http::Response CallApi(protocol::Service& service, const std::string& operation, const api::JsonValue& request) {
  http::Request message;
  message.method = "POST";
  message.path = "/";
  message.headers.Add("X-Amz-Target", std::string(api::TargetPrefix()) + "." + operation);
  api::Document body;
  api::Decode(request, body);
  message.body = std::move(body.json);
  return service.Handle(message);
}

std::string TextMember(const api::JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.IsString() ? std::string(api::TextOf(member->value)) : "";
}

std::string MissingIdentity(const std::string& operation, const api::JsonValue& request) {
  if (operation == "CreateUserPool" && FixedPoolId(request).empty()) {
    return "a pool needs the tag _custom_id_, so that a second start finds it";
  }
  if (operation == "CreateUserPoolClient" && FixedClientId(request).empty()) {
    return "an app client needs a name _custom_id_:<id>, so that a second start finds it";
  }
  return "";
}

bool IsThereAlready(protocol::Service& service, const std::string& operation, const api::JsonValue& request) {
  const auto* known = std::ranges::find(kDescriptions, operation, &Description::create);
  if (known == std::end(kDescriptions)) {
    return false;
  }
  const std::string pool = operation == "CreateUserPool" ? FixedPoolId(request) : TextMember(request, "UserPoolId");
  rapidjson::Document describe(rapidjson::kObjectType);
  AddText(describe, "UserPoolId", pool);
  if (operation != "CreateUserPool") {
    AddText(describe, known->key, operation == "CreateUserPoolClient" ? FixedClientId(request) : TextMember(request, known->key));
  }
  return ShowsSomethingOf(CallApi(service, known->describe, describe), pool);
}

}  // namespace rockpool::seed
