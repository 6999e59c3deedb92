#include "tests/operations/identity_providers/provider_pool.h"

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <utility>

namespace rockpool::support {
namespace {

using Buffer = rapidjson::StringBuffer;
using Writer = rapidjson::Writer<Buffer>;

void Write(Writer& writer, std::string_view text) { writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

std::string Member(std::string_view name, const std::string& json) { return '"' + std::string(name) + "\":" + json; }

std::string Quoted(std::string_view text) {
  Buffer buffer;
  Writer writer(buffer);
  Write(writer, text);
  return buffer.GetString();
}

std::string InProvider(std::string_view member) { return "IdentityProvider." + std::string(member); }

}  // namespace

std::string ToJson(const Details& map) {
  Buffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  for (const auto& [key, value] : map) {
    Write(writer, key);
    Write(writer, value);
  }
  writer.EndObject();
  return buffer.GetString();
}

std::string ToJson(const std::vector<std::string>& texts) {
  Buffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const std::string& text : texts) {
    Write(writer, text);
  }
  writer.EndArray();
  return buffer.GetString();
}

std::string WithDetails(const Details& details) { return Member("ProviderDetails", ToJson(details)); }
std::string WithMapping(const Details& mapping) { return Member("AttributeMapping", ToJson(mapping)); }
std::string WithIdentifiers(const std::vector<std::string>& identifiers) { return Member("IdpIdentifiers", ToJson(identifiers)); }

Details MapIn(const Answer& answer, std::string_view member) {
  Details map;
  const rapidjson::Value& json = answer.At(InProvider(member));
  if (json.IsObject()) {
    for (const auto& [key, value] : json.GetObject()) {
      map.emplace(key.GetString(), value.GetString());
    }
  } else {
    ADD_FAILURE() << member << " is no object in " << answer.body;
  }
  return map;
}

std::int64_t MillisIn(const Answer& answer, std::string_view member) {
  const rapidjson::Value& seconds = answer.At(InProvider(member));
  EXPECT_TRUE(seconds.IsNumber()) << member << " is no number in " << answer.body;
  return seconds.IsNumber() ? std::llround(seconds.GetDouble() * 1000) : 0;
}

std::string NameOf(const ProviderType& type) { return type.fixed_name ? std::string(type.name) : "Corp"; }

Answer ProviderPool::CallNamed(std::string_view operation, std::string_view name, std::string_view members) {
  return Call(operation, JoinedMembers(Member("ProviderName", Quoted(name)), members));
}

Answer ProviderPool::Create(const ProviderType& type, std::string_view more) { return CreateNamed(NameOf(type), type, more); }

Answer ProviderPool::Create(const ProviderType& type, const Details& details, std::string_view more) {
  return CreateNamed(NameOf(type), type, details, more);
}

Answer ProviderPool::CreateNamed(std::string_view name, const ProviderType& type, std::string_view more) {
  return CreateNamed(name, type, support::SampleOf(type).details, more);
}

Answer ProviderPool::CreateNamed(std::string_view name, const ProviderType& type, const Details& details, std::string_view more) {
  return CallNamed("CreateIdentityProvider", name,
                   JoinedMembers(Member("ProviderType", Quoted(type.name)) + "," + WithDetails(details), more));
}

Answer ProviderPool::Update(std::string_view name, std::string_view members) { return CallNamed("UpdateIdentityProvider", name, members); }
Answer ProviderPool::Describe(std::string_view name) { return CallNamed("DescribeIdentityProvider", name, ""); }
Answer ProviderPool::Delete(std::string_view name) { return CallNamed("DeleteIdentityProvider", name, ""); }
Answer ProviderPool::List(std::string_view members) { return Call("ListIdentityProviders", members); }

Answer ProviderPool::Find(std::string_view identifier) {
  return Call("GetIdentityProviderByIdentifier", Member("IdpIdentifier", Quoted(identifier)));
}

}  // namespace rockpool::support
