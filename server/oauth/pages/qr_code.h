// QR codes. The only place that sees qrcodegen.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::oauth {

struct QrCode {
  int side = 0;      // modules, with the quiet zone
  std::string path;  // of its dark modules, one unit each: the `d` of an SVG path
};

// Throws std::length_error for what no QR code holds, which is some 2,000 bytes.
QrCode DrawQrCode(std::string_view text);

}  // namespace rockpool::oauth
