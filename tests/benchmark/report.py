"""What was measured, as a markdown table, a plot, and the figures with their verdicts."""


def table(results):
    lines = ["| connections | server and operation | requests/s | p50 us | p99 us | CPU us per request |", "|---|---|---|---|---|---|"]
    for connections, rows in results.items():
        for label, sample in rows.items():
            lines.append(f"| {connections} | {label} | {sample.per_second:,.0f} | {sample.p50_us} | {sample.p99_us} | {sample.cpu_us:.1f} |")
    return "\n".join(lines)


def line(check):
    return f"| {check.name} | {check.wanted} | {check.measured} | {check.verdict} | {check.load} |"


def targets_table(checks):
    return "\n".join(["| target | wanted | measured | | load of the machine |", "|---|---|---|---|---|", *(line(check) for check in checks)])


def plot(rows, title):
    """Bars of requests per second, as SVG."""
    most = max(sample.per_second for sample in rows.values())
    height = 28
    bars = [f'<text x="10" y="20" font-weight="bold">{title}</text>']
    for index, (label, sample) in enumerate(rows.items()):
        y = 34 + index * height
        width = 420 * sample.per_second / most
        bars.append(f'<text x="10" y="{y + 15}">{label}</text>')
        bars.append(f'<rect x="290" y="{y}" width="{width:.0f}" height="20" fill="#3f7cac"/>')
        bars.append(f'<text x="{296 + width:.0f}" y="{y + 15}">{sample.per_second:,.0f}/s</text>')
    total = 44 + len(rows) * height
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="820" height="{total}" font-family="sans-serif" font-size="13">{"".join(bars)}</svg>\n'
