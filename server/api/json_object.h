// A JSON object that is written member by member, where no structure of the API says what is in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/api/json.h"

namespace rockpool::api {

// Members stand in the order in which they are added. Nobody looks whether one is added twice.
class JsonObject {
 public:
  JsonObject() { writer_.StartObject(); }
  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;

  template <class Value>
  void Add(std::string_view name, const Value& value) {
    EncodeKey(writer_, name);
    Encode(writer_, value);
  }

  void AddUnlessEmpty(std::string_view name, std::string_view text) {
    if (!text.empty()) {
      Add(name, text);
    }
  }

  // What is JSON already: a value, and a list of them.
  void AddJson(std::string_view name, std::string_view json) {
    EncodeKey(writer_, name);
    AddRaw(json);
  }
  void AddJsonList(std::string_view name, const std::vector<std::string>& values) {
    EncodeKey(writer_, name);
    writer_.StartArray();
    for (const std::string& value : values) {
      AddRaw(value);
    }
    writer_.EndArray();
  }

  // The whole; nothing can be added any more.
  std::string Text() {
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  // The type is one that RapidJSON takes as a value, and looks no further at.
  void AddRaw(std::string_view json) { writer_.RawValue(json.data(), json.size(), rapidjson::kObjectType); }

  JsonBuffer buffer_;
  JsonWriter writer_{buffer_};
};

}  // namespace rockpool::api
