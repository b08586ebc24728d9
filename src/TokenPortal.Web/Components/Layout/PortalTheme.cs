using MudBlazor;

namespace TokenPortal.Web.Components.Layout;

/// <summary>The portal's look. Text has at least 4.5:1 on its background in both palettes (WCAG 1.4.3).</summary>
internal static class PortalTheme
{
    private static readonly string[] SystemFonts =
    [
        "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Arial", "sans-serif",
    ];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2350B8",
            PrimaryContrastText = "#FFFFFF",
            Secondary = "#4A5468",
            Error = "#B3261E",
            ErrorContrastText = "#FFFFFF",
            Success = "#17693F",
            Warning = "#7A4E00",
            Info = "#1E5C99",
            Background = "#F4F5F8",
            Surface = "#FFFFFF",
            TextPrimary = "#141A26",
            TextSecondary = "#4A5468",
            TextDisabled = "#6B7487",
            ActionDefault = "#4A5468",
            ActionDisabled = "#6B7487",
            ActionDisabledBackground = "#E4E7ED",
            LinesDefault = "#DDE1E9",
            LinesInputs = "#8790A2",
            Divider = "#E4E7ED",
            OverlayDark = "rgba(16, 22, 36, 0.5)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#9DBBFF",
            PrimaryContrastText = "#0C1B3D",
            Secondary = "#AAB4C6",
            Error = "#FFA59B",
            ErrorContrastText = "#3A0A06",
            Success = "#7ED8A8",
            Warning = "#F1C272",
            Info = "#8EC5FF",
            Background = "#0E1218",
            Surface = "#171C25",
            TextPrimary = "#EAEEF5",
            TextSecondary = "#AAB4C6",
            TextDisabled = "#8A94A6",
            ActionDefault = "#AAB4C6",
            ActionDisabled = "#8A94A6",
            ActionDisabledBackground = "#262D39",
            LinesDefault = "#2A3240",
            LinesInputs = "#6F7A8E",
            Divider = "#242B37",
            OverlayDark = "rgba(4, 6, 10, 0.7)",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = { FontFamily = SystemFonts, FontSize = "1rem", LineHeight = "1.55", LetterSpacing = "normal" },
            Body1 = { FontFamily = SystemFonts, FontSize = "1rem", LineHeight = "1.55", LetterSpacing = "normal" },
            Button =
            {
                FontFamily = SystemFonts, FontSize = "0.9375rem", FontWeight = "600", TextTransform = "none",
                LetterSpacing = "normal",
            },
        },
    };
}
