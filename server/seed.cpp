#include "server/seed.h"

#include <fstream>
#include <iterator>
#include <string_view>

#include "server/api/json.h"
#include "server/api/operation.h"

namespace rockpool {
namespace {

constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    throw SeedError("cannot read the seed " + path);
  }
  return text;
}

rapidjson::Document ParseSeed(const std::string& path) {
  const std::string text = ReadFile(path);
  rapidjson::Document document;
  document.Parse<kParseFlags>(text.data(), text.size());
  if (document.HasParseError()) {
    throw SeedError("the seed " + path + " is not JSON: error at byte " + std::to_string(document.GetErrorOffset()));
  }
  if (!document.IsArray()) {
    throw SeedError("the seed " + path + " is not a JSON list");
  }
  return document;
}

std::string TextMember(const api::JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.IsString() ? std::string(api::TextOf(member->value)) : "";
}

bool HasFixedId(const api::JsonValue& request) {
  const auto tags = request.FindMember("UserPoolTags");
  return tags != request.MemberEnd() && tags->value.IsObject() && !TextMember(tags->value, "_custom_id_").empty();
}

// What says that the thing is there already: UserPoolTaggingException is how CreateUserPool says that the _custom_id_ is taken.
bool SaysThatItExists(std::string_view error_type) {
  return error_type.ends_with("ExistsException") || error_type == "DuplicateProviderException" || error_type == "UserPoolTaggingException";
}

http::Request ToRequest(const std::string& operation, const api::JsonValue& request) {
  http::Request message;
  message.method = "POST";
  message.path = "/";
  message.headers.Add("X-Amz-Target", std::string(api::TargetPrefix()) + "." + operation);
  api::Document body;
  api::Decode(request, body);
  message.body = std::move(body.json);
  return message;
}

// Empty if the entry is applied or was before; otherwise what is wrong with it.
std::string Apply(const api::JsonValue& entry, protocol::Service& service) {
  const auto request = entry.IsObject() ? entry.FindMember("request") : api::JsonValue::ConstMemberIterator();
  if (!entry.IsObject() || TextMember(entry, "operation").empty() || request == entry.MemberEnd() || !request->value.IsObject()) {
    return R"(it is not of the form {"operation": "...", "request": {...}})";
  }
  const std::string operation = TextMember(entry, "operation");
  if (operation == "CreateUserPool" && !HasFixedId(request->value)) {
    return "a pool needs the tag _custom_id_, so that a second start finds it";
  }
  const http::Response response = service.Handle(ToRequest(operation, request->value));
  if (response.status == 200) {
    return "";
  }
  rapidjson::Document error;
  api::ParseStored(response.body, error);
  const std::string type = TextMember(error, "__type");
  const std::string message = TextMember(error, "message") + TextMember(error, "Message");
  return SaysThatItExists(type) ? "" : operation + ": " + type + (message.empty() ? "" : ": " + message);
}

}  // namespace

void ApplySeed(const std::string& path, protocol::Service& service) {
  const rapidjson::Document seed = ParseSeed(path);
  for (rapidjson::SizeType i = 0; i < seed.Size(); ++i) {
    if (const std::string problem = Apply(seed[i], service); !problem.empty()) {
      throw SeedError("the seed " + path + ", entry " + std::to_string(i + 1) + ": " + problem);
    }
  }
}

}  // namespace rockpool
