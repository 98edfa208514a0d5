import type { ReplyCase } from "../reply-case.ts";

export const changeRoleReplies: ReplyCase = {
  name: "change a member's role (Spanish)",
  ground: {
    howTo: `1. Abra **Ajustes** > **Miembros**.
2. Haga clic en los tres puntos (⋮) junto a la persona y elija **Cambiar rol**.
3. Elija **Lector**, **Editor** o **Administrador**.
4. Si quiere limitarlo a algunos proyectos, pulse **Elegir proyectos**.
5. Pulse **Aplicar cambios**.

El cambio vale desde ese momento; la persona no tiene que volver a entrar.`,
    names: [
      "Cambiar un rol",
      "Ajustes",
      "Miembros",
      "Cambiar rol",
      "Lector",
      "Editor",
      "Administrador",
      "Elegir proyectos",
      "Aplicar cambios",
    ],
    said: ["Lucía no puede editar nada, ¿por qué?", "Lucía Peña", "Invitación pendiente"],
  },
  correct: [
    "Seguramente Lucía es **Lector**. Puede cambiarlo en **Ajustes** > **Miembros**.",
    "Haga clic en los tres puntos (⋮) junto a Lucía Peña y elija **Cambiar rol**.",
    "Elija «Editor» y pulse «Aplicar cambios».",
    "Ajustes → Miembros → ⋮ → Cambiar rol → Editor",
    "¿Solo debe editar un proyecto? Entonces pulse **Elegir proyectos** antes de aplicar los cambios.",
    "1. **Ajustes** > **Miembros**.\n2. Los tres puntos junto a Lucía.\n3. **Cambiar rol**.\n4. **Editor**.\n5. **Aplicar cambios**.",
    "El cambio es inmediato: Lucía no tiene que volver a entrar.",
    "Los roles son tres: Lector, Editor y Administrador.",
    "No le recomiendo que la haga administradora si solo necesita editar.",
    "Veo que hay una invitación pendiente. Si es la de Lucía, primero tiene que aceptarla.",
    "Para terminar, pulse el botón “Aplicar cambios”.",
    "Tranquilo, no se pierde nada al cambiar el rol.",
    "Abre **Miembros** en los ajustes, busca a Lucía y haz clic en ⋮.",
  ],
  invented: [
    "Vaya a **Permisos** y marque **Puede editar**.",
    "Ajustes > Seguridad > Roles personalizados.",
    "Elija el rol **Colaborador**.",
    "Pulse «Reenviar invitación» junto a Lucía.",
    "Haga clic en **Compartir** en el proyecto y añádala.",
    "Haga doble clic en el nombre de Lucía para editarla.",
    "Pulse Alt+R para cambiar el rol.",
    "En la pestaña «Grupos» puede añadirla a los editores.",
    "Lea https://ayuda.ejemplo.com/roles antes de seguir.",
    "Pulse el botón Guardar todo.",
    "Active “Edición para invitados” en la página de facturación.",
    "Elija **Transferir propiedad** en el menú de los tres puntos.",
    "Termine con Confirmar y cerrar sesión.",
  ],
};
