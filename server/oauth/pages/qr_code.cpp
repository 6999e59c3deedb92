#include "server/oauth/pages/qr_code.h"

#include <cstdint>
#include <qrcodegen/qrcodegen.hpp>
#include <vector>

namespace rockpool::oauth {
namespace {

constexpr int kQuietZone = 4;  // what ISO/IEC 18004 asks for

int DarkRunAt(const qrcodegen::QrCode& code, int x, int y) {
  int length = 0;
  while (code.getModule(x + length, y)) {  // false outside of the code
    ++length;
  }
  return length;
}

}  // namespace

QrCode DrawQrCode(std::string_view text) {
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  const auto code = qrcodegen::QrCode::encodeBinary(bytes, qrcodegen::QrCode::Ecc::MEDIUM);
  QrCode drawn;
  drawn.side = code.getSize() + 2 * kQuietZone;
  for (int y = 0; y < code.getSize(); ++y) {
    drawn.path += "M" + std::to_string(kQuietZone) + " " + std::to_string(y + kQuietZone) + ".5";
    int pen = 0;
    for (int x = 0; x < code.getSize(); ++x) {
      if (const int length = DarkRunAt(code, x, y); length > 0) {
        drawn.path += (x > pen ? "m" + std::to_string(x - pen) + " 0h" : "h") + std::to_string(length);
        pen = x + length;
        x = pen;
      }
    }
  }
  return drawn;
}

}  // namespace rockpool::oauth
