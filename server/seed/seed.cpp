#include "server/seed/seed.h"

#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/seed/seed_existence.h"

namespace rockpool::seed {
namespace {

constexpr std::size_t kMaxSeedBytes = 64UL * 1024 * 1024;

std::string ReadFile(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw SeedError("cannot read the seed " + path);
  }
  std::ifstream file(path, std::ios::binary);
  std::string text;
  for (std::istreambuf_iterator<char> next(file), end; next != end && text.size() <= kMaxSeedBytes; ++next) {
    text += *next;
  }
  if (!file.is_open() || file.bad()) {
    throw SeedError("cannot read the seed " + path);
  }
  if (text.size() > kMaxSeedBytes) {
    throw SeedError("the seed " + path + " is larger than " + std::to_string(kMaxSeedBytes) + " bytes");
  }
  return text;
}

rapidjson::Document ParseSeed(const std::string& path) {
  const std::string text = ReadFile(path);
  rapidjson::Document document;
  std::size_t error_byte = 0;
  if (!api::ParseJson(text, document, &error_byte)) {
    throw SeedError("the seed " + path + " is not JSON: error at byte " + std::to_string(error_byte));
  }
  if (!document.IsArray()) {
    throw SeedError("the seed " + path + " is not a JSON list");
  }
  return document;
}

// What says that the thing is there already. Where an operation has no exception of its own for it, its words do.
bool SaysThatItExists(std::string_view operation, std::string_view error_type, std::string_view message) {
  if (operation == "AddCustomAttributes") {
    return message.find("Existing attribute already has name") != std::string_view::npos;
  }
  if (operation == "CreateUserPoolReplica") {
    return message.find("already has a replica") != std::string_view::npos;
  }
  return error_type.ends_with("ExistsException") || error_type == "DuplicateProviderException";
}

// An error may quote what it refuses, and details hold secrets (a password may even stand in a URL): none of their values belongs on a
// terminal or in a log.
std::string WithoutDetails(std::string message, const api::JsonValue& request) {
  constexpr rapidjson::SizeType kShortestSecret = 4;  // a shorter one stands in too many words
  const auto details = request.FindMember("ProviderDetails");
  if (details == request.MemberEnd() || !details->value.IsObject()) {
    return message;
  }
  std::vector<std::string> values;
  for (const auto& detail : details->value.GetObject()) {
    if (detail.value.IsString() && detail.value.GetStringLength() >= kShortestSecret) {
      values.emplace_back(api::TextOf(detail.value));
    }
  }
  std::ranges::sort(values, std::ranges::greater(), &std::string::size);  // a value may be a part of another one
  for (const std::string& value : values) {
    RE2::GlobalReplace(&message, RE2::QuoteMeta(value), "***");
  }
  return message;
}

// Empty if the entry is applied or was before; otherwise what is wrong with it.
std::string Apply(const api::JsonValue& entry, protocol::Service& service) {
  const auto request = entry.IsObject() ? entry.FindMember("request") : api::JsonValue::ConstMemberIterator();
  if (!entry.IsObject() || TextMember(entry, "operation").empty() || request == entry.MemberEnd() || !request->value.IsObject()) {
    return R"(it is not of the form {"operation": "...", "request": {...}})";
  }
  const std::string operation = TextMember(entry, "operation");
  if (std::string missing = MissingIdentity(operation, request->value); !missing.empty()) {
    return missing;
  }
  const http::Response response = CallApi(service, operation, request->value);
  if (response.status == 200) {
    return "";
  }
  rapidjson::Document error;
  api::ParseJson(response.body, error);
  const std::string type = TextMember(error, "__type");
  const std::string message = WithoutDetails(TextMember(error, "message") + TextMember(error, "Message"), request->value);
  if (SaysThatItExists(operation, type, message) || IsThereAlready(service, operation, request->value)) {
    return "";
  }
  // Ids are unique in the store, so one may be taken by what the seed's account, region or pool does not have.
  const char* const hint = message.ends_with(" already exists.") ? " It is of another account, region or pool." : "";
  return operation + ": " + type + (message.empty() ? "" : ": " + message) + hint;
}

}  // namespace

Seed::Seed(std::string path) : path_(std::move(path)), entries_(ParseSeed(path_)) {}

void Seed::ApplyTo(protocol::Service& service) const {
  for (rapidjson::SizeType i = 0; i < entries_.Size(); ++i) {
    if (const std::string problem = Apply(entries_[i], service); !problem.empty()) {
      throw SeedError("the seed " + path_ + ", entry " + std::to_string(i + 1) + ": " + problem);
    }
  }
}

}  // namespace rockpool::seed
