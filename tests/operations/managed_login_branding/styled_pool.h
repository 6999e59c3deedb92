// A pool and the calls about its styles of managed login.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

inline constexpr const char* kProvided = R"("UseCognitoProvidedValues":true)";
inline constexpr const char* kEmptySettings = R"("Settings":{})";

// The shortest files that pass for images of their types, in base64.
inline constexpr const char* kPng = "iVBORw0KGgo=";
inline constexpr const char* kJpeg = "/9j/";
inline constexpr const char* kIco = "AAABAA==";
inline constexpr const char* kWebp = "UklGRgAAAABXRUJQ";
inline constexpr const char* kSvg = "PHN2Zy8+";

inline std::string AssetJson(std::string_view category, std::string_view color_mode, std::string_view extension, std::string_view bytes) {
  return "{" + TextMember("Bytes", bytes) + "," + TextMember("Category", category) + "," + TextMember("ColorMode", color_mode) + "," +
         TextMember("Extension", extension) + "}";
}

class StyledPool : public PoolCaller {
 public:
  using PoolCaller::PoolCaller;

  Answer Create(std::string_view client, const std::string& members = kProvided) {
    return Call("CreateManagedLoginBranding", TextMember("ClientId", client) + "," + members);
  }
  // The id of a new style.
  std::string Add(std::string_view client, const std::string& members = kProvided) {
    return Create(client, members).TextAt("ManagedLoginBranding.ManagedLoginBrandingId");
  }
  Answer Describe(std::string_view id, const std::string& more = "") { return CallById("DescribeManagedLoginBranding", id, more); }
  Answer DescribeOf(std::string_view client, const std::string& more = "") {
    return Call("DescribeManagedLoginBrandingByClient", TextMember("ClientId", client) + more);
  }
  Answer Update(std::string_view id, const std::string& members) { return CallById("UpdateManagedLoginBranding", id, "," + members); }

 private:
  Answer CallById(std::string_view operation, std::string_view id, const std::string& more) {
    return Call(operation, TextMember("ManagedLoginBrandingId", id) + more);
  }
};

}  // namespace rockpool::support
