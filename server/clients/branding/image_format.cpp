#include "server/clients/branding/image_format.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "server/crypto/base64.h"

namespace rockpool::clients {
namespace {

// A prolog, a document type and a licence may stand before the root element of an SVG.
constexpr std::size_t kLookedAt = 16 * 1024;  // characters of base64, whole groups of four

}  // namespace

std::optional<api::AssetExtensionType> FormatOfImage(const api::Blob& file) {
  using enum api::AssetExtensionType;
  using namespace std::string_view_literals;
  const auto decoded = crypto::Base64Decode(std::string_view(file.base64).substr(0, kLookedAt));
  if (!decoded) {
    return std::nullopt;
  }
  const std::string_view bytes = *decoded;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) {
    return PNG;
  }
  if (bytes.starts_with("\xff\xd8\xff"sv)) {
    return JPEG;
  }
  if (bytes.starts_with("\0\0\1\0"sv)) {
    return ICO;
  }
  if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) {
    return WEBP;
  }
  if (bytes.find("<svg"sv) != std::string_view::npos) {
    return SVG;
  }
  return std::nullopt;
}

}  // namespace rockpool::clients
