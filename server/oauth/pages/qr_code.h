// QR codes. The only place that sees qrcodegen.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::oauth {

struct QrCode {
  int side = 0;      // modules, with the quiet zone
  std::string path;  // the `d` of an SVG path whose stroke, one unit wide, paints the dark modules: half as long as their outlines
};

// Throws std::length_error for what no QR code holds, which is some 2,000 bytes.
QrCode DrawQrCode(std::string_view text);

}  // namespace rockpool::oauth
